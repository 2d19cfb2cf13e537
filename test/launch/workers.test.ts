import { launcher } from "../../src/launch";
import { environment, invocation, summary } from "./sockets";

const opened = (line: string): readonly string[] => summary(launcher.command(invocation(line.split(" "), { environment: environment() })));

test.each([
  "celery -A shop worker -l info -Q mail,pay --concurrency=4",
  "celery -A shop beat -S django",
  "celery --app shop worker -B",
  "python3 -m celery -A shop worker",
  "celery multi start w1 -A shop",
  "rq worker high low --url redis://cache:6390",
  "rq worker-pool -n 3",
  "python -m rq.cli worker",
  "huey_consumer shop.huey -w 4 -k process",
  "python -m huey.bin.huey_consumer shop.huey",
  "arq shop.tasks.WorkerSettings",
  "bundle exec sidekiq -C config/sidekiq.yml",
  "resque work --queues mail",
  "bundle exec rake resque:work QUEUE=*",
  "bundle exec rake jobs:work",
  "bundle exec rake db:migrate",
  "rails db:migrate",
  "alembic upgrade head",
  "python -m alembic upgrade head",
  "flask db upgrade",
  "python manage.py migrate --noinput",
  "python manage.py qcluster",
  "python manage.py process_tasks",
  "php artisan queue:work --tries 3",
])("opens nothing: %s", (line) => {
  expect(opened(line)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ["celery -A shop flower", ["tcp * 5555"]],
  ["celery -A shop flower --address=127.0.0.1 --port=5561", ["tcp 127.0.0.1 5561"]],
  ["celery -A shop nobody-knows", ["…"]],
  ["rq-dashboard", ["…"]],
  ["bundle exec rake serve", ["…"]],
  ["rails runner Shop.run", ["…"]],
])("but: %s", (line, expected) => {
  expect(opened(line)).toEqual(expected);
});

/** What a script of two lines opens. */
const script = (...lines: readonly string[]): readonly string[] => summary(launcher.userData(`#!/bin/bash\n${lines.join("\n")}\n`));

test("a worker in the foreground stays, and what comes after it starts when it ends", () => {
  const web = "gunicorn -b 0.0.0.0:8321 a";
  expect(script("celery -A shop worker", web)).toEqual(["? tcp 0.0.0.0 8321"]);
  expect(script("celery -A shop worker &", web)).toEqual(["tcp 0.0.0.0 8321"]);
  expect(script("celery -A shop worker --detach", web)).toEqual(["tcp 0.0.0.0 8321"]);
  expect(script("alembic upgrade head", web)).toEqual(["tcp 0.0.0.0 8321"]);
});
