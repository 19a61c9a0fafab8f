"""Words of a run and of what is decided in it: pairs, people without one, decisions, changes."""

from questionnaires.wording import Wording

TEXT: dict[str, Wording] = {
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
}
