"""The names of nginx' directives, by the modules that are built into its official image."""

from __future__ import annotations

_WORDS = """
absolute_redirect access_log aio alias allow ancient_browser autoindex autoindex_exact_size
autoindex_format autoindex_localtime break charset chunked_transfer_encoding
connection_pool_size create_full_put_path daemon dav_access dav_methods default_type deny
directio disable_symlinks empty_gif env error_log error_page etag events expires flv geo
hash http http2 if if_modified_since ignore_invalid_headers include index internal ip_hash
keepalive large_client_header_buffers least_conn limit_except limit_rate limit_rate_after
lingering_close lingering_time lingering_timeout listen load_module location lock_file
log_format log_not_found log_subrequest map map_hash_bucket_size map_hash_max_size
master_process max_ranges merge_slashes min_delete_depth modern_browser mp4 msie_padding
multi_accept output_buffers override_charset pcre_jit pid port_in_redirect
postpone_output random random_index read_ahead real_ip_header real_ip_recursive
recursive_error_pages referer_hash_max_size request_pool_size reset_timedout_connection
resolver resolver_timeout return rewrite rewrite_log root satisfy secure_link secure_link_md5
send_lowat send_timeout sendfile sendfile_max_chunk server server_name server_name_in_redirect
server_names_hash_bucket_size server_names_hash_max_size server_tokens set set_real_ip_from
slice split_clients ssi stream stub_status sub_filter sub_filter_once sub_filter_types
subrequest_output_buffer_size tcp_nodelay tcp_nopush thread_pool timer_resolution try_files
types types_hash_bucket_size types_hash_max_size underscores_in_headers
uninitialized_variable_warn upstream use user userid valid_referers
variables_hash_bucket_size variables_hash_max_size worker_connections worker_cpu_affinity
worker_priority worker_processes worker_rlimit_nofile worker_shutdown_timeout zone
"""
_NAMES = frozenset(_WORDS.split())
_FAMILIES = (
    *("add_", "auth_", "client_", "fastcgi_", "grpc_", "gunzip", "gzip", "http2_", "http3"),
    *("keepalive_", "limit_conn", "limit_req", "memcached_", "mirror", "open_", "perl_", "proxy_"),
    *("scgi_", "ssi_", "ssl_", "sub_filter", "userid_", "uwsgi_", "xslt_", "quic_", "debug_"),
)


def is_directive(name: str) -> bool:
    """Whether nginx knows the directive, as far as this list goes."""
    return name in _NAMES or name.startswith(_FAMILIES)
