#!/bin/busybox sh
# First process of the laboratory's machine, from memory: loads the drivers, lays a writable layer over the host's files
# and goes on there. Whatever fails here ends the machine; the host sees that no result came.
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
while read -r module; do modprobe $module || echo "no module $module"; done < /modules
mkdir -p /host /layer /root-of-lab
mount -t 9p -o trans=virtio,version=9p2000.L,msize=524288,cache=loose,ro host /host || poweroff -f
mount -t tmpfs -o size=1g tmpfs /layer
mkdir -p /layer/upper /layer/work
mount -t overlay -o lowerdir=/host,upperdir=/layer/upper,workdir=/layer/work overlay /root-of-lab || poweroff -f
cd /root-of-lab || poweroff -f
mount --move /dev dev
mount --move /proc proc
mount --move /sys sys
mount -t tmpfs tmpfs run
mkdir -p dev/pts dev/shm
mount -t devpts devpts dev/pts
mount -t tmpfs tmpfs dev/shm
mount -t configfs configfs sys/kernel/config
ip link set lo up
cp /start.sh run/start-lab
exec switch_root /root-of-lab /bin/sh /run/start-lab
