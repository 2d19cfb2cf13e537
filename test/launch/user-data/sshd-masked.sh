#!/bin/bash
systemctl mask --now ssh
