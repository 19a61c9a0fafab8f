"""Every heading, button and short text of the curator's pages that the reports do not have already."""

from questionnaires.wording import Wording

TEXT: dict[str, Wording] = {
    "product": Wording("Подбор наставников", "Mentor matching"),
    "steps_label": Wording("Шаги программы", "Steps of the programme"),
    "leave": Wording("Выйти", "Log out"),
    "what_next": Wording("Что дальше:", "What is next:"),
    # log in
    "login_title": Wording("Вход", "Log in"),
    "login_name": Wording("Имя для входа", "Login name"),
    "password": Wording("Пароль", "Password"),
    "enter": Wording("Войти", "Log in"),
    "enter_by": Wording("Войти через", "Log in by"),
    "left_here": Wording(
        "Здесь вы вышли; у поставщика входа вход ещё открыт.",
        "You are logged out here; at the identity provider you are still logged in.",
    ),
    "leave_there": Wording("Выйти и там:", "Log out there too:"),
    "login_hint": Wording(
        "Имя и пароль даёт тот, кто установил программу. После часа без работы вход закрывается сам.",
        "Whoever installed the software gives you name and password. After an hour without work you are logged out.",
    ),
    "new_password_title": Wording("Новый пароль", "New password"),
    "new_password_lead": Wording(
        "Придумайте пароль, который знаете только вы. Другие входы с этим именем закроются.",
        "Choose a password only you know. Other log-ins under this name will end.",
    ),
    "old_password": Wording("Пароль сейчас", "Password now"),
    "new_password": Wording("Новый пароль", "New password"),
    "at_least_12": Wording("не короче 12 знаков", "at least 12 characters"),
    "again": Wording("Новый пароль ещё раз", "New password again"),
    "save": Wording("Сохранить", "Save"),
    # programmes
    "programmes": Wording("Программы", "Programmes"),
    "programmes_lead": Wording(
        "Программа: кто кому помогает, что важно и в какие сроки. Программа предлагает пары, решаете вы.",
        "A programme says who helps whom, what matters and when. The software proposes pairs; you decide.",
    ),
    "summary_title": Wording("Сводка по организациям", "Organisations in numbers"),
    "summary_lead": Wording(
        "Числа по каждой программе. Имена видны только там, где согласие называет район получателем.",
        "Numbers of every programme. Names are shown only where a consent names the district as a recipient.",
    ),
    "summary_place": Wording("Организация", "Organisation"),
    "summary_programme": Wording("Программа", "Programme"),
    "summary_approved": Wording("Утверждена", "Approved"),
    "summary_yes": Wording("да", "yes"),
    "summary_none": Wording("Программ пока нет.", "There are no programmes yet."),
    "programme_added": Wording("добавлена", "added"),
    "no_programmes": Wording(
        "Программ пока нет. Возьмите за основу одну из готовых.",
        "There are no programmes yet. Start from a ready one.",
    ),
    "ready_programmes": Wording("Готовые программы", "Ready programmes"),
    "ready_lead": Wording(
        "Пять образцов по дорожным картам наставничества. Копия будет вашей; на ней можно сразу попробовать весь путь.",
        "Five examples that follow the road maps of mentoring. The copy is yours; the whole way can be tried on it.",
    ),
    "take": Wording("Взять за основу", "Start from it"),
    "who_helps": Wording("Кто кому помогает", "Who helps whom"),
    "mentees": Wording("Наставляемые", "Mentees"),
    "mentors": Wording("Наставники", "Mentors"),
    "compared": Wording("Что сравнивается", "What is compared"),
    "handout_title": Wording("Анкеты для раздачи", "Questionnaires to hand out"),
    "handout_lead": Wording(
        "Анкеты для печати, таблицы с выпадающими списками, согласия и их реестр. "
        "Заполненные таблицы читаются без настройки.",
        "Questionnaires to print, tables with drop-downs, consents and their register. "
        "Filled tables are read as they are.",
    ),
    "handout_get": Wording("Скачать архив (ZIP)", "Download (ZIP)"),
    "runs_done": Wording("Подборы этой программы", "Runs of this programme"),
    "run_of": Wording("Подбор от", "Run of"),
    # importance
    "important_title": Wording("Что важно", "What is important"),
    "important_lead": Wording(
        "Обязательное не нарушается никогда. Пожелания прибавляют совпадение: чем важнее, тем больше, "
        "всего 100 на пару. Норм нет, веса выбираете вы.",
        "A must is never broken. Wishes add points: the more important, the more, 100 for a pair in all. No norm sets "
        "the weights; you do.",
    ),
    "important_aim": Wording("Главное в подборе", "What matters most"),
    "important_musts": Wording("Обязательно", "Musts"),
    "important_wishes": Wording("Пожелания", "Wishes"),
    "important_meaning": Wording("Что это значит", "What it means"),
    "important_weight": Wording("Насколько важно", "How important"),
    "important_points": Wording("Баллов из 100", "Points of 100"),
    "important_look": Wording("Посмотреть, что изменится", "See what would change"),
    "important_hint": Wording(
        "Готовые подборы не меняются; новые веса — для следующего.",
        "Finished runs do not change; new weights are for the next.",
    ),
    "important_effect": Wording("Что изменилось бы на этих анкетах", "What would change with these answers"),
    "important_kept": Wording("Останется", "Would stay"),
    "important_moved": Wording("Наставник сменится у", "Would get another mentor"),
    "important_now": Wording("сейчас", "now"),
    "important_then": Wording("станет", "then"),
    "important_more": Wording("И ещё у", "And more"),
    # uploads
    "uploads_title": Wording("Анкеты", "Answers"),
    "add_files": Wording("Добавить файлы", "Add files"),
    "choose_files": Wording("Файлы с ответами", "Files with answers"),
    "what_files": Wording("Что в этих файлах", "What these files hold"),
    "check_files": Wording("Проверить", "Check"),
    "nothing_stored": Wording(
        "Ничего не попадёт в программу, пока вы не нажмёте «Принять».",
        "Nothing enters the programme until you press “Accept”.",
    ),
    "no_files_yet": Wording("Пока нет своих файлов?", "No files of your own yet?"),
    "example_lead": Wording(
        "Попробуйте на вымышленных анкетах этой программы: в них есть и обычные ошибки настоящих файлов.",
        "Try the invented answers of this programme: they hold the usual mistakes of real files too.",
    ),
    "take_example": Wording("Взять вымышленные анкеты", "Take the invented answers"),
    "checked_files": Wording("Проверены, ждут вашего решения", "Checked, waiting for your decision"),
    "checked_lead": Wording(
        "Посмотрите, что замечено. Исправить можно в самом файле или в исправленной копии, а потом загрузить её.",
        "See what was noticed. Mend the file itself, or its corrected copy, and upload that.",
    ),
    "no_problems": Wording("Замечаний нет", "Nothing to mend"),
    "problems": Wording("Что замечено", "What was noticed"),
    "rest_in_copy": Wording("Остальные — в исправленной копии.", "The rest are in the corrected copy."),
    "accept": Wording("Принять", "Accept"),
    "accept_all": Wording("Принять все без ошибок", "Accept all without errors"),
    "refuse": Wording("Не принимать", "Do not accept"),
    "mend_first": Wording(
        "Сначала исправьте ошибки: с ними подбор невозможен.",
        "Mend the errors first: with them no run is possible.",
    ),
    "corrected": Wording("Скачать исправленную копию", "Download the corrected copy"),
    "accepted_files": Wording("Приняты", "Accepted"),
    "none_accepted": Wording("Принятых файлов пока нет.", "No file is accepted yet."),
    "take_out": Wording("Убрать из программы", "Take out of the programme"),
    "to_readiness": Wording("К готовности", "On to readiness"),
    "to_uploads": Wording("К анкетам", "Go to answers"),
    # columns
    "columns_open": Wording("Указать, что в каком столбце", "Say what each column is"),
    "columns_title": Wording("Столбцы файла", "Columns of the file"),
    "columns_lead": Wording(
        "Скажите, что это за анкета и какой столбец отвечает на какой вопрос. Так же будет прочитан и следующий файл "
        "с этим именем.",
        "Say which questionnaire it is and which column answers which question. The next file of this name will be "
        "read in the same way.",
    ),
    "columns_what": Wording("Что это за файл", "What the file is"),
    "columns_table": Wording("Таблица", "Table"),
    "columns_skip": Wording("не читать эту таблицу", "do not read this table"),
    "columns_show": Wording("Показать столбцы", "Show the columns"),
    "columns_which": Wording("Какой столбец отвечает на какой вопрос", "Which column answers which question"),
    "columns_hint": Wording(
        "Где заголовок похож на вопрос, вопрос уже предложен: проверьте каждую строку.",
        "Where a header is like a question, that question is proposed: look at every line.",
    ),
    "columns_header": Wording("Столбец", "Column"),
    "columns_samples": Wording("Что в нём написано", "What stands in it"),
    "columns_question": Wording("Вопрос анкеты", "Question"),
    "columns_unread": Wording("не читать", "do not read"),
    "columns_save": Wording("Сохранить и проверить файл", "Save and check the file"),
    "columns_leave": Wording("Вернуться без изменений", "Go back, change nothing"),
    # readiness
    "readiness_title": Wording("Готовность", "Readiness"),
    "nothing_to_say": Wording(
        "Пока нечего сравнивать: примите хотя бы один файл с анкетами.",
        "There is nothing to compare yet: accept at least one file of answers.",
    ),
    "ready_mentees": Wording("Готовы получить наставника", "Ready for a mentor"),
    "of_answered": Wording("всего ответили:", "answered in all:"),
    "places": Wording("Мест у наставников", "Places with mentors"),
    "nobody_fits": Wording("Никто не подходит", "Nobody fits"),
    "everybody_has": Wording("каждому кто-то подходит", "somebody fits everyone"),
    "not_yet_in": Wording("Ответили, но пока не участвуют", "Answered, not taking part yet"),
    "mend_errors": Wording(
        "В принятых файлах есть ошибки: подбор можно начать, когда они исправлены.",
        "The accepted files hold errors: a run can start once they are mended.",
    ),
    "before_run": Wording(
        "Подбор можно начать сейчас и повторить, когда появятся новые анкеты: ничего никому не отправляется.",
        "You can start now and run again when more answers come: nothing is sent to anybody.",
    ),
    "keeps_working": Wording(
        "Пары утверждённого подбора сохранятся, меняется только необходимое.",
        "The pairs of the approved run stay; only what must change does.",
    ),
    "start": Wording("Начать подбор", "Start matching"),
    "start_hint": Wording("Обычно это несколько секунд.", "Usually a few seconds."),
    "supply_title": Wording("Места и люди", "Places and people"),
    "by_topic": Wording("По запросам, предметам и условиям", "By topic, subject and condition"),
    "neighbours": Wording("Кто может выручить соседей", "Who can help a neighbour"),
    "neighbours_lead": Wording(
        "Темы, на которые своих наставников не хватает; в скобках — скольким, в форме, где таких больше всего.",
        "Topics that lack mentors of one's own; in brackets how many people, in the form where they are most.",
    ),
    "who_lacks": Wording("Кому не хватает", "Who lacks"),
    "lacks_what": Wording("Наставника для чего", "A mentor for what"),
    "who_helps_out": Wording("Кто может выручить", "Who can help"),
    "lonely_lead": Wording(
        "Этим людям ни один готовый наставник не подходит. Рядом наименьшее изменение, которое помогло бы.",
        "No mentor who is ready fits these people. Beside each is the smallest change that would help.",
    ),
    # run
    "run_title": Wording("Подбор", "Matching"),
    "stop_keep": Wording("Остановить и сохранить лучшее", "Stop and keep the best"),
    "cancel": Wording("Отменить подбор", "Cancel"),
    "refresh": Wording("Обновить страницу", "Refresh"),
    "see_result": Wording("Посмотреть итог", "See the result"),
    "in_this_run": Wording("Этот подбор", "This run"),
    "see_pairs": Wording("Посмотреть пары", "See the pairs"),
    "see_papers": Wording("Документы", "Papers"),
    # pairs
    "all_forms": Wording("Все формы", "All forms"),
    "show": Wording("Показать", "Show"),
    "sort": Wording("Порядок", "Order"),
    "name_or_class": Wording("Имя или класс", "Name or class"),
    "apply": Wording("Показать", "Show"),
    "no_pairs_found": Wording(
        "Таких пар нет. Измените условия выше.", "No such pairs. Change the filter above."
    ),
    # unmatched
    "each_reason": Wording("Причина у каждого", "The reason of each"),
    "no_idle": Wording("Все готовые наставники заняты.", "Every mentor who is ready has a mentee."),
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
    # decisions
    "decisions": Wording("Оставить вместе, не ставить вместе", "Keep together, keep apart"),
    "decisions_lead": Wording(
        "Следующий подбор это выполнит. Причину видят только те, кто ведёт подбор; в документы она не попадает.",
        "The next run obeys. The reason is seen only by those who run the matching; it stands in no paper.",
    ),
    "decision_new": Wording("Новое решение", "New decision"),
    "decision_kind": Wording("Что решено", "What is decided"),
    "decision_form": Wording("В какой форме", "In which form"),
    "decision_reason": Wording("Причина, только для вас", "Reason, for you alone"),
    "decision_make": Wording("Записать решение", "Put the decision down"),
    "decisions_now": Wording("Что решено сейчас", "What is decided now"),
    "decisions_none": Wording("Решений пока нет.", "There are no decisions yet."),
    "decision_withdraw": Wording("Снять", "Withdraw"),
    "decision_nobody": Wording(
        "Сначала примите файлы с анкетами: решать пока не о ком.",
        "First accept files of answers: there is nobody to decide about yet.",
    ),
    "decision_who": Wording("Кто решил", "Decided by"),
    # changes
    "changes_title": Wording("Правки", "Changes"),
    "changes_lead": Wording(
        "Что изменится, видно до того, как вы нажмёте. Каждую правку можно отменить, пока пары не утверждены.",
        "You see what would change before you press. Every change can be taken back until the pairs are approved.",
    ),
    "changes_closed": Wording(
        "Пары утверждены, правок больше нет. Чтобы заменить наставника, начните новый подбор.",
        "The pairs are approved and change no more. To replace a mentor, start a new run.",
    ),
    "change_whom": Wording("Кому заменить наставника", "Who is to get another mentor"),
    "choose": Wording("выберите", "choose"),
    "alone": Wording("пока без наставника", "without a mentor for now"),
    "alone_for_now": Wording("Оставить пока без наставника", "Leave without a mentor for now"),
    "change_show": Wording("Показать замены", "Show replacements"),
    "change_offers": Wording("Лучшие замены", "The best replacements"),
    "change_nobody": Wording(
        "Другого подходящего наставника нет: обязательные условия не выполняются ни с кем ещё.",
        "No other mentor fits: nobody else meets the musts.",
    ),
    "change_no": Wording("Так нельзя.", "Not possible."),
    "change_do": Wording("Сделать так", "Do this"),
    "changes_made": Wording("Что уже изменено", "What was changed"),
    "changes_none": Wording("Все правки отменены.", "Every change was taken back."),
    "changes_all": Wording("Вместе, по сравнению с подбором", "Together, compared with the run"),
    "change_undo": Wording("Отменить последнюю", "Take the last one back"),
    "change_redo": Wording("Повторить отменённую", "Make it again"),
    # keys
    "other_programs": Wording("Ключи для других программ", "Keys for other programs"),
    "keys_lead": Wording(
        "Ключ даёт другой программе, например электронному журналу, работать с этим сервисом от имени организации.",
        "A key lets another program, such as a school journal, work with this service for the organisation.",
    ),
    "key_new": Wording("Новый ключ", "New key"),
    "key_title": Wording("Для чего ключ", "What the key is for"),
    "key_role": Wording("Что ему можно", "What it may do"),
    "key_days": Wording("На сколько дней", "For how many days"),
    "key_make": Wording("Создать ключ", "Make the key"),
    "key_once": Wording(
        "Ключ показан один раз: скопируйте его сейчас.", "The key is shown once: copy it now."
    ),
    "keys_live": Wording("Ключи организации", "Keys of the organisation"),
    "keys_none": Wording("Ключей пока нет.", "There are no keys yet."),
    "key_used": Wording("Последнее обращение", "Used last"),
    "key_until": Wording("Действует до", "Valid until"),
    "key_revoke": Wording("Отозвать", "Revoke"),
    "key_docs": Wording("Что можно сделать по ключу", "What can be done with a key"),
    # failures
    "back": Wording("К программам", "Back to programmes"),
}
"""Key of a template → text; the reports' texts stand beside them."""
