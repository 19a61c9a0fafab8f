"""Words of what comes before a run: programmes, what is important, files, their columns, readiness."""

from questionnaires.wording import Wording

TEXT: dict[str, Wording] = {
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
        "всего 100 на пару. Норм нет, веса выбираете вы. Считается соотношение: «важно» у всех пожеланий — те же "
        "баллы, что «очень важно» у всех, и страница может назвать его другим словом.",
        "A must is never broken. Wishes add points: the more important, the more, 100 for a pair in all. No norm sets "
        "the weights; you do. Only the proportion counts: “important” for every wish gives the same points as “very "
        "important” for every wish, and the page may call it by the other word.",
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
    "stranded": Wording("Наставники, которым не подходит никто", "Mentors whom nobody fits"),
    "stranded_lead": Wording(
        "Они готовы помогать, но обязательные условия никого им не оставляют: их места никому не помогут.",
        "They are ready to help, but the musts leave them nobody: their places help nobody.",
    ),
    "lonely_lead": Wording(
        "Этим людям ни один готовый наставник не подходит. Рядом наименьшее изменение, которое помогло бы.",
        "No mentor who is ready fits these people. Beside each is the smallest change that would help.",
    ),
}
