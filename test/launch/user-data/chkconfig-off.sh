#!/bin/bash
chkconfig --level 345 shop off
chkconfig --list
