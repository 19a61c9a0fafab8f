"""``/v1/plans``: editable copies of a result, from the first move to approval, orders and publication."""
