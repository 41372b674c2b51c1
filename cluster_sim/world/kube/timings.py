"""Kubernetes' own times, in microseconds, each with where it comes from.

Names of flags are those of the components' reference pages (kubernetes.io/docs/reference/
command-line-tools-reference); "source" names the file in the Kubernetes 1.36 tree.
"""

from __future__ import annotations

MILLISECOND = 1_000
SECOND = 1_000_000
MINUTE = 60 * SECOND

# How long a write takes to reach a component that watches, and how long a call takes. Measured
# on a real control plane of version 1.36.2 on one machine: most fall between 1 and 5 ms.
WATCH_DELAY = 2 * MILLISECOND
CALL = 3 * MILLISECOND

# Heartbeats. kubelet: nodeLeaseDurationSeconds 40, renewed at a quarter of it;
# nodeStatusReportFrequency 5m (KubeletConfiguration v1beta1).
LEASE_DURATION_SECONDS = 40
LEASE_RENEWAL = 10 * SECOND
NODE_STATUS_REPORT = 5 * MINUTE

# kube-controller-manager: --node-monitor-period, --node-monitor-grace-period (50 s since 1.32,
# 40 s before).
NODE_MONITOR_PERIOD = 5 * SECOND
NODE_MONITOR_GRACE = 50 * SECOND

# Admission plugin DefaultTolerationSeconds: --default-not-ready-toleration-seconds and
# --default-unreachable-toleration-seconds.
TOLERATION_SECONDS = 300

# kubelet: crash and image back-off (pkg/kubelet/kubelet.go: MaxCrashLoopBackOff 300 s,
# initial 10 s; image back-off likewise), reset after the container has run for 10 minutes.
BACKOFF_FIRST = 10 * SECOND
BACKOFF_LONGEST = 300 * SECOND
BACKOFF_RESET = 10 * MINUTE

# pkg/apis/core/v1/defaults.go
TERMINATION_GRACE_SECONDS = 30

# kube-scheduler: podInitialBackoffSeconds, podMaxBackoffSeconds; pods that nothing moved are
# tried again after five minutes (pkg/scheduler/backend/queue/scheduling_queue.go).
SCHEDULER_BACKOFF_FIRST = 1 * SECOND
SCHEDULER_BACKOFF_LONGEST = 10 * SECOND
SCHEDULER_UNSCHEDULABLE_FLUSH = 5 * MINUTE

# kube-apiserver: --event-ttl.
EVENT_TTL = 60 * MINUTE
