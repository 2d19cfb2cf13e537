"""Runs programs, each by itself, and prints what each one binds: [{"binds": [[host, port], ...], "smooth": true}, ...]; not smooth: something was
raised in it, but for what says that it is plain to see ("plain")."""

import json
import os
import sys
import types

BINDS = []


class Flask:
    def __init__(self, name):
        self.debug = False

    def run(self, host=None, port=5000):
        BINDS.append([str(host or "127.0.0.1"), port])

    def route(self, path):
        return lambda function: function


flask = types.ModuleType("flask")
flask.Flask = Flask
settings = types.ModuleType("settings")
settings.YES, settings.NO, settings.OTHER = True, False, "0.0.0.0"
settings.apply = lambda function, *given: function(*given)
settings.change = lambda one, given: one.d.update(h=given)
sys.modules.update(flask=flask, settings=settings)

raised = []
steps = 0


class Endless(BaseException):
    pass


def watch(frame, event, given):
    global steps
    steps += 1
    if steps > 5000:
        raise Endless
    if event == "exception" and not issubclass(given[0], (StopIteration, GeneratorExit)) and not is_plain(given[1]):
        raised.append(given[0])
    return watch


def is_plain(failure):
    return getattr(failure, "args", failure) in (("plain",), "plain")


results = []
for program in json.load(sys.stdin):
    BINDS.clear()
    os.environ.clear()
    os.environ["HOST"] = "127.0.0.1"
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    raised.clear()
    steps = 0
    sys.settrace(watch)
    try:
        exec(program, main.__dict__)
    except BaseException as failure:
        if not is_plain(failure):
            raised.append(failure)
    finally:
        sys.settrace(None)
    results.append({"binds": list(BINDS), "smooth": raised == []})
json.dump(results, sys.stdout)
