"""OpenStack Swift with its S3 API: all four servers in one process, in a folder of their own. Arguments: folder, port."""
import eventlet
eventlet.monkey_patch()

import os
import sys

from eventlet import listen, wsgi
from swift.account.server import AccountController
from swift.common.ring import RingBuilder
from swift.common.wsgi import loadapp
from swift.container.server import ContainerController
from swift.obj.server import ObjectController

PROXY = """
[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck proxy-logging listing_formats bulk s3api tempauth slo dlo proxy-logging proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:proxy-logging]
use = egg:swift#proxy_logging
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
"""


class Quiet:
    def write(self, _text):
        pass


class NoCache:
    """Stands where memcached would: nothing is kept, so nothing is stale."""

    def get(self, *_args, **_options):
        return None

    def set(self, *_args, **_options):
        pass

    def delete(self, *_args, **_options):
        pass


def serve(socket, app):
    eventlet.spawn(wsgi.server, socket, app, Quiet(), protocol=wsgi.HttpProtocol)


def main(folder, port):
    os.makedirs(os.path.join(folder, "devices", "disk"), exist_ok=True)
    conf = {"devices": os.path.join(folder, "devices"), "swift_dir": folder, "mount_check": "false"}
    sockets = {name: listen(("127.0.0.1", 0)) for name in ("account", "container", "object")}
    for name, socket in sockets.items():
        builder = RingBuilder(2, 1, 0)
        place = {"ip": "127.0.0.1", "port": socket.getsockname()[1], "device": "disk"}
        builder.add_dev({"id": 0, "region": 1, "zone": 1, "weight": 1, "meta": "", **place,
                         "replication_ip": place["ip"], "replication_port": place["port"]})
        builder.rebalance()
        builder.get_ring().save(os.path.join(folder, name + ".ring.gz"))
    serve(sockets["account"], AccountController(conf))
    serve(sockets["container"], ContainerController(conf))
    serve(sockets["object"], ObjectController(conf))
    config = os.path.join(folder, "proxy-server.conf")
    with open(config, "w") as file:
        file.write(PROXY.format(folder=folder))
    swift = loadapp(config)

    def app(env, start_response):
        env["swift.cache"] = NoCache()
        return swift(env, start_response)

    wsgi.server(listen(("127.0.0.1", int(port))), app, Quiet())


main(*sys.argv[1:])
