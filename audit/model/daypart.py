"""The parts of a day in which a service feels different: before nine, morning, midday, afternoon, evening."""

EARLY, MORNING, MIDDAY, AFTERNOON, EVENING = "early", "morning", "midday", "afternoon", "evening"
NOT_KNOWN = "time not known"
DAYPARTS = (EARLY, MORNING, MIDDAY, AFTERNOON, EVENING)
UNTIL = ((9, EARLY), (12, MORNING), (14, MIDDAY), (17, AFTERNOON))  # the hour each ends at; then comes the evening


def daypart_of(hour: str) -> str:
    """Return the part of the day an hour of the programme's clock ("00" to "23") falls in; "" is not known."""
    if not hour:
        return NOT_KNOWN
    return next((part for end, part in UNTIL if int(hour) < end), EVENING)
