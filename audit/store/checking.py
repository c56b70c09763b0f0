"""The check-up: everything in the store is whole, and everything that points somewhere arrives."""

from audit.store.backup import fingerprints
from audit.store.opening import Store


def check(store: Store) -> list[str]:
    """Read every value of every table and follow every reference.

    Returns:
        One sentence a finding; empty where all is well.
    """
    fingerprints(store)
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT 'observations without their touchpoint', COUNT(*) FROM observation "
            "WHERE touchpoint_id NOT IN (SELECT id FROM touchpoint) "
            "UNION ALL SELECT 'observations without their place', COUNT(*) FROM observation "
            "WHERE place_id IS NOT NULL AND place_id NOT IN (SELECT id FROM place) "
            "UNION ALL SELECT 'observations without their walk', COUNT(*) FROM observation "
            "WHERE walk_through_id IS NOT NULL AND walk_through_id NOT IN (SELECT id FROM walk_through) "
            "UNION ALL SELECT 'observations without their import', COUNT(*) FROM observation "
            "WHERE batch_id IS NOT NULL AND batch_id NOT IN (SELECT id FROM import_batch) "
            "UNION ALL SELECT 'touchpoints without their stage', COUNT(*) FROM touchpoint "
            "WHERE stage_id NOT IN (SELECT id FROM stage) "
            "UNION ALL SELECT 'stages without their journey', COUNT(*) FROM stage "
            "WHERE journey_id NOT IN (SELECT id FROM journey) "
            "UNION ALL SELECT 'walks without their journey', COUNT(*) FROM walk_through "
            "WHERE journey_id NOT IN (SELECT id FROM journey) "
            "UNION ALL SELECT 'signals without their observation', COUNT(*) FROM observation_signal "
            "WHERE observation_id NOT IN (SELECT id FROM observation) "
            "UNION ALL SELECT 'touchpoints without their service', COUNT(*) FROM touchpoint "
            "WHERE service_id IS NOT NULL AND service_id NOT IN (SELECT id FROM service) "
            "UNION ALL SELECT 'tickets without their import', COUNT(*) FROM ticket "
            "WHERE batch_id NOT IN (SELECT id FROM import_batch) "
            "UNION ALL SELECT 'planned walks without their touchpoint', COUNT(*) FROM planned_walk "
            "WHERE touchpoint_id NOT IN (SELECT id FROM touchpoint) "
            "UNION ALL SELECT 'commitments without their touchpoint', COUNT(*) FROM commitment "
            "WHERE touchpoint_id NOT IN (SELECT id FROM touchpoint) "
            "UNION ALL SELECT 'stories without their observation', COUNT(*) FROM story "
            "WHERE observation_id NOT IN (SELECT id FROM observation) "
            "UNION ALL SELECT 'recoveries without their observation', COUNT(*) FROM recovery "
            "WHERE observation_id NOT IN (SELECT id FROM observation) "
            "UNION ALL SELECT 'steps without their recovery', COUNT(*) FROM recovery_step "
            "WHERE recovery_id NOT IN (SELECT id FROM recovery) "
            "UNION ALL SELECT 'replies without their observation', COUNT(*) FROM reply "
            "WHERE observation_id NOT IN (SELECT id FROM observation) "
            "UNION ALL SELECT 'commitments without their review', COUNT(*) FROM commitment "
            "WHERE review_id IS NOT NULL AND review_id NOT IN (SELECT id FROM review) "
            "UNION ALL SELECT 'votes without their review', COUNT(*) FROM ballot "
            "WHERE review_id NOT IN (SELECT id FROM review) "
            "UNION ALL SELECT 'words from a room without their review', COUNT(*) FROM contribution "
            "WHERE review_id NOT IN (SELECT id FROM review)"
        ).fetchall()
    return [f"{count} {finding}" for finding, count in rows if count]
