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

# Disruption controller: how long a granted eviction, or a pod marked as about to leave, is
# believed (pkg/controller/disruption/disruption.go: DeletionTimeout, stalePodDisruptionTimeout).
DISRUPTION_TIMEOUT = 2 * MINUTE

# kube-apiserver: --event-ttl.
EVENT_TTL = 60 * MINUTE

# Job controller (pkg/controller/job/job_controller.go): changes of pods and of the status wait
# for others; a failed pod is replaced after 10 s, doubled up to 10 minutes; refused calls are
# tried again after 1 s to 1 minute.
JOB_SYNC_BATCH = 1 * SECOND
JOB_BACKOFF_FIRST = 10 * SECOND
JOB_BACKOFF_LONGEST = 10 * MINUTE
JOB_API_BACKOFF_FIRST = 1 * SECOND
JOB_API_BACKOFF_LONGEST = 1 * MINUTE

# kube-controller-manager: --pvclaimbinder-sync-period.
VOLUME_RESYNC = 15 * SECOND

# rancher.io/local-path: a helper pod makes or removes the directory, and the provisioner looks
# every second whether it is done (local-path-provisioner, provisioner.go: createHelperPod).
LOCAL_PATH_FIRST, LOCAL_PATH_LAST = 2 * SECOND, 5 * SECOND
# A block device of the network. The driver is invented; its times are the seconds that users of
# public clouds' disks know, not those of one of them.
BLOCK_CREATE_FIRST, BLOCK_CREATE_LAST = 2 * SECOND, 4 * SECOND
BLOCK_DELETE_FIRST, BLOCK_DELETE_LAST = 1 * SECOND, 2 * SECOND
BLOCK_ATTACH_FIRST, BLOCK_ATTACH_LAST = 3 * SECOND, 8 * SECOND
BLOCK_DETACH_FIRST, BLOCK_DETACH_LAST = 3 * SECOND, 8 * SECOND
BLOCK_EXPAND_FIRST, BLOCK_EXPAND_LAST = 2 * SECOND, 5 * SECOND
# A provisioner whose call failed tries again after 1 s, doubled up to 5 min (external-provisioner:
# --retry-interval-start, --retry-interval-max).
PROVISION_RETRY, PROVISION_RETRY_LONGEST = 1 * SECOND, 5 * MINUTE

# attach/detach controller: how long a volume that a node does not give back is left there
# (ReconcilerMaxWaitForUnmountDuration, pkg/controller/volume/attachdetach).
FORCE_DETACH_AFTER = 6 * MINUTE
# How long a driver's attacher is waited for (pkg/volume/csi/csi_plugin.go: csiTimeout).
ATTACH_TIMEOUT = 2 * MINUTE
# kubelet: mounting a disk that is there, and growing the file system on it: assumptions, far below
# the time that attaching takes. What is in use is told with the node's status, every 10 s.
MOUNT_BLOCK = 300 * MILLISECOND
GROW_FILE_SYSTEM = 200 * MILLISECOND
VOLUMES_IN_USE_LOOK = 10 * SECOND
# kubelet: how long a pod's volumes are waited for before that is told (podAttachAndMountTimeout).
MOUNT_TIMEOUT = 123 * SECOND

# CronJob controller (pkg/controller/cronjob/cronjob_controllerv2.go): nextScheduleDelta, so that
# the time has surely come.
CRON_JOB_DELTA = 100 * MILLISECOND

# kube-controller-manager: --resource-quota-sync-period.
QUOTA_SYNC_PERIOD = 5 * MINUTE

# pkg/controller/certificates/cleaner/cleaner.go: requests go an hour after a decision, and after
# a day without one.
CERTIFICATE_REQUEST_DECIDED = 60 * MINUTE
CERTIFICATE_REQUEST_PENDING = 24 * 60 * MINUTE

# HorizontalPodAutoscaler controller (kube-controller-manager: --horizontal-pod-autoscaler-
# sync-period, -downscale-stabilization, -cpu-initialization-period, -initial-readiness-delay).
HPA_SYNC = 15 * SECOND
HPA_DOWNSCALE_STABILIZATION = 5 * MINUTE
HPA_CPU_INITIALIZATION = 5 * MINUTE
HPA_INITIAL_READINESS = 30 * SECOND

# metrics-server: --metric-resolution, and the age from which a container that is new since the
# last look is told of (pkg/storage/pod.go: freshContainerMinMetricsResolution).
METRICS_RESOLUTION = 15 * SECOND
METRICS_FRESH = 10 * SECOND

# What a public cloud takes to set a load balancer up: some tens of seconds (their documents say
# up to a few minutes).
LOAD_BALANCER_CREATION = 20 * SECOND
# ingress-nginx (internal/ingress/status/status.go): UpdateInterval.
INGRESS_STATUS_PERIOD = 60 * SECOND
