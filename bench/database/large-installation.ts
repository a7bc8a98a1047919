/** How much there is. */
export const SIZES = {
  users: 10_000,
  userGroups: 1_000,
  connections: 10_000,
  connectionGroups: 500,
  uses: 1_000_000,
  logins: 500_000,
};

/** Somebody who may use 20 connections, by two groups. */
export const AGENT = "agent-00042";

/** Every user's password is this. */
export const PASSWORD = "Secret-of-an-agent-1";

const { users, userGroups, connections, connectionGroups, uses, logins } = SIZES;

/** Connections that a group of users may use. */
const EACH = connections / userGroups;
/** Connection groups at the root. */
const TOP = 50;
/** Groups that are together in another. */
const NESTED = 10;

const SALT = "sha256(convert_to(number::text, 'UTF8'))";
const HASH = `sha256(convert_to('${PASSWORD}' || upper(encode(${SALT}, 'hex')), 'UTF8'))`;

/**
 * SQL that fills Guacamole's tables of an installation that is empty but for its administrator. Users, groups and connections are
 * found by their names; history reaches back two years.
 */
export const FILL = `
  select setseed(0.5);
  insert into guacamole_entity (name, type)
    select 'agent-' || lpad(number::text, 5, '0'), 'USER' from generate_series(1, ${users}) as number;
  insert into guacamole_user (entity_id, password_hash, password_salt, password_date, full_name, email_address, organization)
    select entity_id, ${HASH}, ${SALT}, now(), 'Agent Number ' || number, name || '@example.org', 'Mission ' || number % 40
    from (select entity_id, name, substr(name, 7)::integer as number from guacamole_entity where name like 'agent-%') as agent;
  insert into guacamole_entity (name, type)
    select 'team-' || lpad(number::text, 4, '0'), 'USER_GROUP' from generate_series(1, ${userGroups}) as number;
  insert into guacamole_user_group (entity_id)
    select entity_id from guacamole_entity where type = 'USER_GROUP' order by name;
  create temporary table team as
    select row_number() over (order by name) as number, user_group_id, entity_id
    from guacamole_user_group join guacamole_entity using (entity_id);
  insert into guacamole_user_group_member
    select user_group_id, agent.entity_id
    from guacamole_entity as agent
    cross join (values (0), (${userGroups / 2})) as shift (by)
    join team on team.number = (substr(name, 7)::integer + shift.by) % ${userGroups} + 1
    where agent.type = 'USER' and name like 'agent-%';
  insert into guacamole_user_group_member
    select parent.user_group_id, child.entity_id from team as child join team as parent
    on parent.number = child.number / ${NESTED} * ${NESTED} and parent.number <> child.number and child.number > ${NESTED};
  insert into guacamole_connection_group (connection_group_name)
    select 'Site ' || number from generate_series(1, ${TOP}) as number;
  insert into guacamole_connection_group (connection_group_name, parent_id)
    select 'Room ' || number, (select min(connection_group_id) from guacamole_connection_group) + number % ${TOP}
    from generate_series(1, ${connectionGroups - TOP}) as number;
  create temporary table place as
    select row_number() over (order by connection_group_id) - 1 as number, connection_group_id from guacamole_connection_group;
  insert into guacamole_connection (connection_name, parent_id, protocol)
    select 'Desktop ' || lpad(series::text, 5, '0'), connection_group_id, 'rdp'
    from generate_series(1, ${connections}) as series join place on place.number = series % ${connectionGroups};
  create temporary table desktop as
    select row_number() over (order by connection_name) - 1 as number, connection_id, connection_name from guacamole_connection;
  insert into guacamole_connection_parameter
    select connection_id, parameter.name, replace(parameter.value, '#', number::text) from desktop
    cross join (values ('hostname', 'pc-#.example.org'), ('port', '3389'), ('username', 'user#'), ('password', 'secret #'),
      ('security', 'nla'), ('ignore-cert', 'true'), ('server-layout', 'fr-fr-azerty'), ('enable-drive', 'true')
    ) as parameter (name, value);
  insert into guacamole_connection_permission
    select team.entity_id, connection_id, 'READ' from desktop join team on team.number = desktop.number / ${EACH} + 1;
  insert into guacamole_connection_group_permission
    select distinct team.entity_id, coalesce(above.parent_id, above.connection_group_id), 'READ'::guacamole_object_permission_type
    from guacamole_connection_permission join guacamole_connection using (connection_id) join team using (entity_id)
    join guacamole_connection_group as above on above.connection_group_id = guacamole_connection.parent_id
    union
    select distinct team.entity_id, parent_id, 'READ'::guacamole_object_permission_type
    from guacamole_connection_permission join guacamole_connection using (connection_id) join team using (entity_id);
  insert into guacamole_user_permission
    select entity_id, user_id, 'READ' from guacamole_user join guacamole_entity using (entity_id) where name like 'agent-%';
  create temporary table agent as
    select row_number() over (order by name) - 1 as number, user_id, name
    from guacamole_user join guacamole_entity using (entity_id) where name like 'agent-%';
  insert into guacamole_connection_history (user_id, username, remote_host, connection_id, connection_name, start_date, end_date)
    select user_id, name, '10.' || user_id % 250 || '.0.1', connection_id, connection_name, begun,
      case when random() > 0.01 then begun + random() * interval '8 hours' end
    from (
      select floor(random() * ${users}) as agent_number, floor(random() * ${connections}) as desktop_number,
        now() - random() * interval '730 days' as begun
      from generate_series(1, ${uses})
    ) as use
    join agent on agent.number = agent_number join desktop on desktop.number = desktop_number;
  insert into guacamole_user_history (user_id, username, remote_host, start_date, end_date)
    select user_id, name, '10.' || user_id % 250 || '.0.1', begun,
      case when random() > 0.5 then begun + random() * interval '8 hours' end
    from (
      select floor(random() * ${users}) as agent_number, now() - random() * interval '730 days' as begun
      from generate_series(1, ${logins})
    ) as login
    join agent on agent.number = agent_number;
  analyze;`;
