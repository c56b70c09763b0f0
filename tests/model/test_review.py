"""An agenda of an earlier version can be given the points that came later."""

from audit.model.review import AgendaItem, Item, with_every_point


def test_points_that_came_later_stand_left_out_where_they_would_be_proposed():
    first_version = (Item.COMMITMENTS, Item.STORIES, Item.RATER, Item.VOTE, Item.REFLECTION)
    agenda = with_every_point([AgendaItem(item, headline="Ours") for item in first_version])
    assert [each.item for each in agenda] == list(Item)
    assert [each.item for each in agenda if each.headline == "Ours"] == list(first_version)
    assert {each.item for each in agenda if each.is_dropped} == set(Item) - set(first_version)


def test_points_in_an_order_of_ones_own_keep_it():
    moved = (Item.RATER, Item.COVER, Item.CLOSE, Item.STORIES)
    agenda = with_every_point(AgendaItem(item) for item in moved)
    assert [each.item for each in agenda if not each.is_dropped] == list(moved)
    following = {each.item: agenda[place].item for place, each in enumerate(agenda, -1) if place >= 0}
    assert following[Item.JOURNEY] is Item.STORIES
    assert following[Item.COMMITMENTS] is Item.COVER


def test_a_whole_agenda_stays_as_it_is():
    whole = tuple(AgendaItem(item) for item in Item)
    assert with_every_point(whole) == whole
