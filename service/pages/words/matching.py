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
    "decisions": Wording("Решения куратора", "The curator’s decisions"),
    "decisions_lead": Wording(
        "Кого оставить вместе, кого не ставить вместе, кто выбыл. Следующий подбор это выполнит. "
        "Причину видят только те, кто ведёт подбор; в документы она не попадает.",
        "Whom to keep together, whom to keep apart, who has left. The next run obeys. "
        "The reason is seen only by those who run the matching; it stands in no paper.",
    ),
    "decision_new": Wording("О двоих: вместе или не вместе", "About two: together or apart"),
    "decision_one": Wording("Об одном: выбыл или вернулся", "About one: left or came back"),
    "decision_one_means": Wording(
        "«Выбыл»: следующий подбор завершит пары этого человека и новых ему не предложит; если это наставник, "
        "его наставляемым подберёт других. Пары остальных останутся. Приказ о внесении изменений назовёт выбытие "
        "основанием. "
        "Так будет, пока вы не запишете «Вернулся»: тогда человека снова подбирают вместе со всеми.",
        "“Has left”: the next run ends the pairs of this person and proposes no new ones; the mentees of a mentor "
        "get others. Pairs of everybody else stay. The order of changes names the departure as the ground. So it stays "
        "until you put down “Came back”: then the person is matched again with everybody.",
    ),
    "decision_whom": Wording("О ком", "About whom"),
    "decision_kind": Wording("Что решено", "What is decided"),
    "decision_form": Wording("В какой форме", "In which form"),
    "decision_reason": Wording("Причина, только для вас", "Reason, for you alone"),
    "decision_make": Wording("Записать решение", "Put the decision down"),
    "decisions_now": Wording("Что решено сейчас", "What is decided now"),
    "decisions_none": Wording("Решений пока нет.", "There are no decisions yet."),
    "decision_withdraw": Wording("Снять", "Withdraw"),
    "decision_return": Wording("Вернулся", "Came back"),
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
        "Пары утверждены, правок больше нет. Чтобы заменить наставника, начните новый подбор; если кто-то выбыл, "
        "сначала запишите это в решениях куратора.",
        "The pairs are approved and change no more. To replace a mentor, start a new run; if somebody has left, "
        "put that down among the curator’s decisions first.",
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
