"""The few files of an image that people and scripts look at, and the folders it has."""

from __future__ import annotations

from cluster_sim.world.containers.programs.program import Run

DIRECTORIES = (
    "/", "/bin", "/data", "/dev", "/etc", "/home", "/mnt", "/opt", "/proc", "/root", "/run",
    "/sbin", "/srv", "/sys", "/tmp", "/usr", "/usr/bin", "/usr/local", "/usr/share", "/var",
    "/var/lib", "/var/log", "/var/run", "/var/tmp",
)  # fmt: skip
_BUSYBOX = """\
root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/bin/false
www-data:x:33:33:www-data:/var/www:/bin/false
nobody:x:65534:65534:nobody:/home:/bin/false
"""
_NGINX_CONF = """\
server {
    listen       80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }
}
"""
_DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nID=debian\n'
_ALPINE = 'NAME="Alpine Linux"\nID=alpine\nPRETTY_NAME="Alpine Linux v3.22"\n'
NGINX_ROOT = "/usr/share/nginx/html"
HTTPD_ROOT = "/usr/local/apache2/htdocs"
NGINX_PAGE = (
    "<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n"
    "<h1>Welcome to nginx!</h1>\n"
    "<p>This page says that the web server is installed and running.</p>\n</body>\n</html>\n"
)
HTTPD_PAGE = "<html><body><h1>It works!</h1></body></html>\n"


def is_busybox(image: str) -> bool:
    """Whether the tools of the image are busybox' (Alpine's are) and not GNU's."""
    plain = any(f"/{name}" in image for name in ("busybox", "curl", "bash"))
    return plain or "alpine" in image


def image_files(run: Run) -> dict[str, str]:
    """Files by their full paths, those that the container runtime makes included."""
    files = {
        "/etc/hostname": f"{run.hostname}\n",
        "/etc/hosts": f"127.0.0.1\tlocalhost\n{run.ip}\t{run.hostname}\n",
        "/etc/passwd": _BUSYBOX,
        "/etc/os-release": _ALPINE if is_busybox(run.image) else _DEBIAN,
    }
    if "/nginx" in run.image:
        files[f"{NGINX_ROOT}/index.html"] = NGINX_PAGE
        files[f"{NGINX_ROOT}/50x.html"] = "<h1>An error occurred.</h1>\n"
        files["/etc/nginx/conf.d/default.conf"] = _NGINX_CONF
    if "/httpd" in run.image:
        files[f"{HTTPD_ROOT}/index.html"] = HTTPD_PAGE
    return files
