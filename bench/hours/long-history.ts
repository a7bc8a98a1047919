/** How much there is. */
export const SIZES = {
  agents: 200,
  teams: 10,
  connections: 60,
  "history rows": 1_000_000,
  "active stretches": 2_000_000,
  corrections: 1_000,
};

const { agents, teams, connections, corrections, "history rows": rows } = SIZES;

/** Somebody whose own hours are asked for. */
export const AGENT = "agent-042";
/** A team of 20. */
export const TEAM = "team-04";

/** What the operators of Guacamole ask, for the month that begins on the first parameter. */
export const OLD_SUM = `
  SELECT username, SUM(EXTRACT(EPOCH FROM (end_date - start_date))/3600) as hours
  FROM guacamole_connection_history
  WHERE start_date >= $1::date AND start_date < $1::date + interval '1 month' AND end_date IS NOT NULL
  GROUP BY username`;

/** How far back the history goes. */
const DAYS = 730;

/**
 * SQL that fills an empty installation: sessions follow one another all day and night, so that an agent has 7 a day, of up to two
 * hours each, which overlap now and then; one in a hundred was left open. The teams are in two larger ones; each agent has a
 * schedule, by the team or an own one.
 */
export const FILL = `
  select setseed(0.5);
  insert into guacamole_entity (name, type)
    select 'agent-' || lpad(number::text, 3, '0'), 'USER' from generate_series(1, ${agents}) as number;
  insert into guacamole_user (entity_id, password_hash, password_date)
    select entity_id, '', now() from guacamole_entity where name like 'agent-%' order by name;
  create temporary table agent as
    select row_number() over (order by name) - 1 as number, user_id, entity_id, name
    from guacamole_user join guacamole_entity using (entity_id) where name like 'agent-%';
  insert into guacamole_entity (name, type)
    select 'team-' || lpad(number::text, 2, '0'), 'USER_GROUP'::guacamole_entity_type from generate_series(1, ${teams}) as number union all
    select 'site-' || number, 'USER_GROUP' from generate_series(1, 2) as number;
  insert into guacamole_user_group (entity_id) select entity_id from guacamole_entity where type = 'USER_GROUP' order by 1;
  create temporary table team as
    select row_number() over (order by name) - 1 as number, user_group_id, entity_id, name
    from guacamole_user_group join guacamole_entity using (entity_id) where name like 'team-%';
  insert into guacamole_user_group_member
    select user_group_id, agent.entity_id from agent join team on team.number = agent.number % ${teams};
  insert into guacamole_user_group_member
    select site.user_group_id, team.entity_id from team
    join guacamole_entity as named on named.name = 'site-' || (team.number % 2 + 1)
    join guacamole_user_group as site on site.entity_id = named.entity_id;
  insert into guacamole_connection (connection_name, protocol)
    select 'Desktop ' || lpad(number::text, 3, '0'), 'rdp' from generate_series(1, ${connections}) as number;
  create temporary table desktop as
    select row_number() over (order by connection_name) - 1 as number, connection_id, connection_name from guacamole_connection;
  insert into guacamole_connection_history (user_id, username, remote_host, connection_id, connection_name, start_date, end_date)
    select user_id, name, '10.0.0.1', connection_id, connection_name, begun,
      case when random() > 0.01 then begun + random() * interval '2 hours' end
    from (
      select number, floor(random() * ${agents}) as agent_number, floor(random() * ${connections}) as desktop_number,
        date_trunc('milliseconds', now() - (1 - number / ${rows}.0) * interval '${DAYS} days') as begun
      from generate_series(1, ${rows}) as number
    ) as use
    join agent on agent.number = agent_number join desktop on desktop.number = desktop_number order by use.number;
  insert into passerelle_session_end (history_id, cause)
    select history_id, 'left' from guacamole_connection_history where end_date is not null;
  insert into passerelle_active_stretch (history_id, start_date, end_date)
    select history_id, start_date + part * (end_date - start_date) / 2, start_date + (part + 0.8) * (end_date - start_date) / 2
    from guacamole_connection_history cross join generate_series(0, 1) as part where end_date is not null order by history_id;
  insert into passerelle_gateway_run (run_id, address, started, heartbeat, stopped)
    select gen_random_uuid(), '127.0.0.1:8080', now() - number * interval '1 week',
      now() - (number - 1) * interval '1 week' - interval '2 minutes', now() - (number - 1) * interval '1 week' - interval '2 minutes'
    from generate_series(1, ${DAYS} / 7) as number;
  insert into passerelle_hours_correction (user_id, username, kind, start_date, end_date, reason, made_by, made_at)
    select user_id, name, case when series % 2 = 0 then 'add' else 'remove' end, begun, begun + interval '1 hour', 'agreed', 'clerk', now()
    from (
      select series, now() - random() * interval '${DAYS} days' as begun from generate_series(1, ${corrections}) as series
    ) as correction join agent on agent.number = series % ${agents};
  insert into passerelle_hours_schedule (entity_id, valid_from, minutes, calendar)
    select entity_id, date '2020-01-01', '{480,480,480,480,480,0,0}'::integer[], 'FR' from team union all
    select entity_id, '2020-01-01', '{300,300,300,300,300,300,0}', 'MG' from agent where number % 4 = 0;
  insert into passerelle_hours_holiday (calendar, day, name)
    select calendar, current_date - 30 * number, 'Holiday ' || number
    from generate_series(1, 24) as number cross join (values ('FR'), ('MG')) as kept (calendar);
  analyze;`;
