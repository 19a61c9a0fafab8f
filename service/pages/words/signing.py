"""Words of approval, orders and of telling the participants."""

from questionnaires.wording import Wording

TEXT: dict[str, Wording] = {
    # orders
    "orders_title": Wording("Документы и приказ", "Papers and the order"),
    "approved_by": Wording("Утверждает", "Approved by"),
    "approve_title": Wording("Утвердить", "Approve"),
    "approve_lead": Wording(
        "Пока пары не утверждены, это предложение для разговора с людьми. Приказ появится, когда человек, "
        "который за него отвечает, подтвердит: этапы пройдены, люди согласны.",
        "Until the pairs are approved this is a proposal to talk over. The order appears when the person who answers "
        "for it confirms that the stages are done and people agree.",
    ),
    "stages_open": Wording("Утвердить пока нельзя:", "It cannot be approved yet:"),
    "stages_remedy": Wording(
        "Загрузите файлы этих этапов и повторите подбор.", "Upload the files of these stages and run again."
    ),
    "who_approves": Wording("Кто утверждает", "Who approves"),
    "who_approves_hint": Wording("должность, фамилия и инициалы", "position and name"),
    "people_agreed": Wording(
        "Этапы программы завершены, участники согласны.", "The stages are done and the participants agree."
    ),
    "approve": Wording("Утвердить и подготовить приказы", "Approve and prepare the orders"),
    "head_approves": Wording(
        "Утверждает руководитель или куратор: у вашего входа такого права нет.",
        "The head or the curator approves: your login may not.",
    ),
    "number_title": Wording("Номер и дата приказа", "Number and date of the order"),
    "number_lead": Wording(
        "В приказе пока пустые строки. Впишите номер и дату, когда они известны: подбор не повторяется.",
        "The order has blanks so far. Fill in number and date once they are known; nothing is matched again.",
    ),
    "number_mend": Wording("Исправить номер или дату", "Mend the number or the date"),
    "number_mend_lead": Wording(
        "Впишите верные номер и дату: в приказе они заменятся. Подбор не повторяется.",
        "Give the right number and date: they are replaced in the order. Nothing is matched again.",
    ),
    "order_number": Wording("Приказ №", "Order No"),
    "order_signed": Wording("Приказ", "Order"),
    "number_sign": Wording("№", "No"),
    "order_completed": Wording("Приказ о завершении", "Order of completion"),
    "order_changes": Wording("Вносит изменения в приказ", "Amends the order"),
    "order_whose": Wording("Чей приказ", "Whose order"),
    "order_several": Wording(
        "У организации бывает два приказа, об обучающихся и о педагогах: тогда номера пишут через точку с запятой, "
        "«47; 48».",
        "An organisation may have two orders, on pupils and on teachers: part the numbers by a semicolon, “47; 48”.",
    ),
    "order_amends": Wording("Какой приказ изменяется, №", "Which order is amended, No"),
    "order_amends_hint": Wording(
        "Пары уже работают по прежнему приказу, а его номера здесь нет. Впишите его, если знаете: иначе в приказе "
        "об изменениях останется строка.",
        "The pairs work already by an earlier order whose number is not known here. Fill it in if you know it: "
        "otherwise the order of changes keeps a line for it.",
    ),
    "complete_title": Wording("Завершение программы", "Close of the programme"),
    "complete_open": Wording("Приказ о завершении всех пар", "The order that completes all pairs"),
    "complete_lead": Wording(
        "В конце программы все пары завершают одним приказом: кто и по какой срок работал, благодарность наставникам, "
        "поручение куратору. Нужны его номер и дата. Повторите, если ошиблись: номер заменится.",
        "At the close of the programme one order completes all pairs: who worked till when, thanks to the mentors, "
        "what the curator is to do. It needs its number and date. Repeat it after a mistake: the number is replaced.",
    ),
    "complete_write": Wording("Подготовить приказ о завершении", "Prepare the order of completion"),
    "order_of": Wording("от", "of"),
    "order_day": Wording("Дата", "Date"),
    "fill_in": Wording("Вписать", "Fill in"),
    "papers": Wording("Документы", "Papers"),
    "all_as_zip": Wording("Скачать всё одним архивом (ZIP)", "Download everything (ZIP)"),
    "show_files": Wording("Показать файлы", "Show the files"),
    # telling
    "telling_title": Wording("Сообщить участникам", "Tell the participants"),
    "telling_lead": Wording(
        "Программа сама ничего не рассылает: письма лежат среди документов. Отметьте, что сообщили, — "
        "и в следующий раз здесь будет видно, что изменилось.",
        "The software sends nothing itself: the letters are among the papers. Put down that you told people, and next "
        "time you see here what has changed.",
    ),
    "telling_first": Wording("Сначала пары утверждают:", "The pairs are approved first:"),
    "telling_done": Wording("Сообщили", "Told on"),
    "telling_utc": Wording("(по Гринвичу)", "(UTC)"),
    "telling_until": Wording("отозвать можно до", "can be recalled until"),
    "telling_news": Wording("Что участники узнают", "What participants hear"),
    "telling_receivers": Wording("Новости для", "News for"),
    "telling_same": Wording("Без изменений", "Unchanged"),
    "telling_begun": Wording("Начинают", "Begin"),
    "telling_ended": Wording("Больше не работают вместе", "No longer work together"),
    "telling_apart": Wording(
        "Отдельная база, куратор сообщает лично", "Bases kept apart, told by the curator in person"
    ),
    "telling_do": Wording("Отметить: участникам сообщили", "Put down: participants were told"),
    "telling_recall": Wording("Отозвать", "Recall"),
    "telling_letters": Wording("К письмам", "To the letters"),
}
