import { startsAdmin, systemOf } from "../../src/workloads/system";

test.each([
  ["<powershell>\nInstall-WindowsFeature Web-Server\n</powershell>", "windows"],
  ["version: 1.1\ntasks:\n- task: executeScript\n", "windows"],
  ["[settings.ecs]\ncluster = 'shop'\n", "bottlerocket"],
  ["# ours\n\n  # and theirs\n[settings.ecs]\n", "bottlerocket"],
  ["settings.ecs.cluster = 'shop'\n", "bottlerocket"],
  ["#!/bin/sh\nsettings=1\n", null],
  ["#cloud-config\nsettings: 1\n", null],
])("%j is for %s", (script, system) => {
  expect(systemOf(script)).toBe(system);
});

test.each(["\n".repeat(10_000), "  \n".repeat(10_000), "# part\n\n".repeat(10_000), "#!\n".repeat(10_000)])(
  "a header as long as it likes is read",
  (header) => {
    expect(systemOf(`${header}nginx`)).toBeNull();
    expect(startsAdmin(`${header}nginx`)).toBe(false);
  },
);

test.each([
  ["[settings.host-containers.admin]\nenabled = true\n", true],
  ["[settings.host-containers.admin]\n\n  enabled = true\n", true],
  ["[settings.host-containers.admin]\nenabled = false\n", false],
  ["[settings.host-containers.control]\nenabled = true\n", false],
  ["[settings.host-containers.admin]\nsuperpowered = true\n[settings.ecs]\nenabled = true\n", false],
])("%j starts the container that answers ssh: %s", (script, expected) => {
  expect(startsAdmin(script)).toBe(expected);
});
