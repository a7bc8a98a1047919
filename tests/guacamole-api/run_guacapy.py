"""
Runs guacapy, a client that others wrote, through everything that it can do, against a running gateway.
docs/rest-api.md says how. Stops at the first answer that is not as Guacamole gives it.

    PYTHONPATH=<guacapy> python3 run_guacapy.py <port> <administrator> <password>
"""

import copy
import sys
import uuid

import requests
from guacapy import Guacamole

port, administrator, password = int(sys.argv[1]), sys.argv[2], sys.argv[3]
run = uuid.uuid4().hex[:8]


def sign_in(username, secret):
    return Guacamole(
        hostname="127.0.0.1",
        connection_protocol="http",
        connection_port=port,
        base_url_path="/guacamole/",
        username=username,
        password=secret,
    )


def done(what):
    print(f"ok: {what}")


def refused(status, call):
    try:
        answer = call()
    except requests.HTTPError as error:
        assert error.response.status_code == status, error.response.text
    else:
        assert getattr(answer, "status_code", None) == status, answer


def filled(template, **fields):
    body = copy.deepcopy(template)
    for name, value in fields.items():
        body[name] = {**body[name], **value} if isinstance(value, dict) else value
    return body


admin = sign_in(administrator, password)
assert admin.primary_datasource == "postgresql"
refused(403, lambda: sign_in(administrator, "wrong"))
done("login, with the right password and a wrong one")

forms = admin.schema.protocols()
assert forms["rdp"]["connectionForms"][0]["fields"][0]["name"] == "hostname"
assert [form["name"] for form in admin.schema.user_attributes()][:2] == ["profile", "restrictions"]
done("schema")

user = f"agent {run} é/😀"
path = requests.utils.quote(user, safe="")
users = admin.users
users.create(filled(users.CREATE_USER_TEMPLATE, username=user, password="first-Password-1"))
assert user in users.list()
assert users.user_details(path)["username"] == user
users.update(
    path,
    filled(
        users.UPDATE_USER_TEMPLATE,
        username=user,
        attributes={"guac-full-name": "Agent", "timezone": "Indian/Antananarivo", "valid-from": "2020-01-31"},
    ),
)
attributes = users.user_details(path)["attributes"]
assert attributes["guac-full-name"] == "Agent" and attributes["valid-from"] == "2020-01-31", attributes
refused(400, lambda: users.create(filled(users.CREATE_USER_TEMPLATE, username=user, password="x")))
refused(404, lambda: users.user_details(f"nobody-{run}"))
done("users")

groups = admin.user_groups
group = f"group-{run}"
body = filled(groups.GROUP_TEMPLATE, identifier=group)
groups.create(body)
groups.update(group, body)
assert groups.details(group)["identifier"] == group
assert group in groups.list()
groups.edit_members(group, [{"op": "add", "path": "/", "value": user}])
assert groups.members(group) == [user]
assert users.user_usergroups(path) == [group]
users.revoke_usergroups(path, group)
assert groups.members(group) == []
users.assign_usergroups(path, group)
done("user groups and memberships")

connection_groups = admin.connection_groups
body = filled(connection_groups.ORG_TEMPLATE, name=f"folder-{run}")
folder = connection_groups.create(body)["identifier"]
connection_groups.update(folder, body)
assert connection_groups.details(folder)["name"] == f"folder-{run}"
done("connection groups")

connections = admin.connections
parameters = {"hostname": "192.0.2.9", "port": "3389", "password": "secret", "ignore-cert": "true"}
body = filled(connections.RDP_TEMPLATE, name=f"desktop-{run}", parentIdentifier=folder, parameters=parameters)
desktop = connections.create(body)["identifier"]
stored = connections.parameters(desktop)
assert {name: stored.get(name) for name in parameters} == parameters, stored
connections.update(desktop, {**body, "name": f"renamed-{run}"})
assert connections.details(desktop)["name"] == f"renamed-{run}"
assert connections.parameters(desktop) == stored
assert desktop in connections.list()
for protocol in ("SSH", "VNC"):
    other = connections.create(
        filled(getattr(connections, f"{protocol}_TEMPLATE"), name=f"{protocol}-{run}", parentIdentifier="ROOT")
    )
    connections.delete(other["identifier"])
done("connections")

profiles = admin.sharing_profiles
body = filled(
    profiles.PROFILE_TEMPLATE,
    name=f"share-{run}",
    primaryConnectionIdentifier=desktop,
    parameters={"read-only": "true"},
)
profile = profiles.create(body)["identifier"]
profiles.update(profile, body)
assert profiles.details(profile)["primaryConnectionIdentifier"] == desktop
assert profiles.parameters(profile) == {"read-only": "true"}
assert profile in profiles.list()
profiles.delete(profile)
done("sharing profiles")

users.assign_connection(path, desktop)
users.assign_connection(path, folder, is_connection_group=True)
assert users.user_permissions(path)["connectionPermissions"] == {desktop: ["READ"]}
admin.permissions.assign_system_permission(path, "CREATE_USER")
effective = users.user_effective_permissions(path)
assert effective["systemPermissions"] == ["CREATE_USER"]
admin.permissions.revoke_system_permission(path, "CREATE_USER")
done("permissions")

agent = sign_in(user, "first-Password-1")
assert list(agent.connections.list()) == [desktop]
assert agent.users.self_details()["username"] == user
refused(403, lambda: agent.connections.parameters(desktop))
refused(404, lambda: agent.users.user_details(administrator))
assert len(users.user_history(path)) >= 1
assert agent.active_connections.list() == {}
agent.logout()
done("the agent's own view, history and live sessions")

requests.patch(
    f"{admin.base_url}/session/data/postgresql/users/{path}/permissions",
    params={"token": admin.token},
    json=[{"op": "add", "path": f"/userPermissions/{user}", "value": "UPDATE"}],
).raise_for_status()
agent = sign_in(user, "first-Password-1")
refused(403, lambda: agent.users.update_password(path, "wrong", "second-Password-2"))
agent.users.update_password(path, "first-Password-1", "second-Password-2")
sign_in(user, "second-Password-2").logout()
done("password")

users.revoke_connection(path, desktop)
assert users.user_permissions(path)["connectionPermissions"] == {}
connections.delete(desktop)
connection_groups.delete(folder)
groups.delete(group)
users.delete(path)
assert user not in users.list()
admin.logout()
refused(403, lambda: admin.users.list())
done("deletion and logout")
