// What libcurl is told of a transfer. Redirects, repeats, credentials, decoding and most timeouts are not its business.
#include "kaon/client/detail/transfer.hpp"

namespace kaon::inline v0::client::detail {

namespace {

// Contents above this size ask first (RFC 9110, section 10.1.1); what is smaller, or begins before its size is known,
// is sent at once: a server that does not know the question costs a second.
constexpr std::uint64_t asks_first_above = 1024 * 1024;

const char* method_word(http::Method method) { return http::text(method).data(); }  // a literal, so it ends with zero

}  // namespace

void Transfer::set_method() {
    const http::Method method = out_->method;
    const std::optional<std::uint64_t> size = upload_ ? upload_->size() : std::nullopt;
    if (upload_) {
        curl_easy_setopt(easy_, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(easy_, CURLOPT_INFILESIZE_LARGE, size ? static_cast<curl_off_t>(*size) : curl_off_t(-1));
        curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, method_word(method));
    } else if (method == http::Method::head) {
        curl_easy_setopt(easy_, CURLOPT_NOBODY, 1L);
    } else {
        curl_easy_setopt(easy_, CURLOPT_HTTPGET, 1L);
        if (method != http::Method::get) curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, method_word(method));
        // RFC 9110, section 8.6: where content is usual, its absence is said.
        if (method == http::Method::post || method == http::Method::put || method == http::Method::patch)
            add_field(fields_, "content-length: 0");
    }
    for (const auto& [name, value] : out_->headers) {
        // Libcurl's spelling of a field without value.
        add_field(fields_, std::string(name) + (value.empty() ? ";" : ": " + std::string(value)));
    }
    if (upload_ && size.value_or(0) <= asks_first_above) add_field(fields_, "expect:");
    curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, fields_.get());
}

void Transfer::set_callbacks() {
    curl_easy_setopt(easy_, CURLOPT_PRIVATE, this);
    curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, words_);
    curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, &on_head);
    curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &on_content);
    curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy_, CURLOPT_OPENSOCKETFUNCTION, &on_open);
    curl_easy_setopt(easy_, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(easy_, CURLOPT_RESOLVER_START_FUNCTION, &on_resolve);
    curl_easy_setopt(easy_, CURLOPT_RESOLVER_START_DATA, this);
    // Called when this transfer has ended, too.
    curl_easy_setopt(easy_, CURLOPT_CLOSESOCKETFUNCTION, &on_close);
    curl_easy_setopt(easy_, CURLOPT_CLOSESOCKETDATA, &engine_->meters());
    curl_easy_setopt(easy_, CURLOPT_PREREQFUNCTION, &on_request);
    curl_easy_setopt(easy_, CURLOPT_PREREQDATA, this);
    if (!upload_) return;
    curl_easy_setopt(easy_, CURLOPT_READFUNCTION, &on_upload);
    curl_easy_setopt(easy_, CURLOPT_READDATA, this);
    curl_easy_setopt(easy_, CURLOPT_SEEKFUNCTION, &on_rewind);
    curl_easy_setopt(easy_, CURLOPT_SEEKDATA, this);
}

void Transfer::set_connection() {
    curl_easy_setopt(easy_, CURLOPT_URL, out_->url.text().c_str());
    curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
    // A resolver that still runs when the transfer ends is left to end by itself: joining it would hold the core.
    curl_easy_setopt(easy_, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options_.connect_timeout.whole_milliseconds()));
    curl_easy_setopt(easy_, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy_, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy_, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
    // Where HTTP/2 cannot come about, nobody waits for the first answer to learn whether a connection can be shared.
    const bool agrees = options_.protocol == Protocol::negotiated && out_->url.scheme == "https";
    long version = agrees ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1;
    if (options_.protocol == Protocol::http_2_at_once) version = CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE;
    curl_easy_setopt(easy_, CURLOPT_HTTP_VERSION, version);
    curl_easy_setopt(easy_, CURLOPT_PIPEWAIT, version == CURL_HTTP_VERSION_1_1 ? 0L : 1L);
    for (const HostAddress& entry : options_.addresses) add_field(addresses_, entry.host + "::" + entry.address);
    curl_easy_setopt(easy_, CURLOPT_CONNECT_TO, addresses_.get());
    // An empty text is "none, whatever the environment says".
    const bool is_own = !options_.proxy_url.empty();
    if (options_.reach == Reach::public_only) curl_easy_setopt(easy_, CURLOPT_PROXY, "");
    else if (is_own) curl_easy_setopt(easy_, CURLOPT_PROXY, options_.proxy_url.c_str());
    else if (options_.proxy == Proxy::none) curl_easy_setopt(easy_, CURLOPT_PROXY, "");
    if (!share_) return;
    curl_easy_setopt(easy_, CURLOPT_SHARE, share_);
    curl_easy_setopt(easy_, CURLOPT_COOKIEFILE, "");  // no file, but cookies
}

void Transfer::set_trust() {
    curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy_, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    // The system's folder of authorities stays, so that this one comes on top.
    if (!options_.ca_file.empty()) {
        curl_easy_setopt(easy_, CURLOPT_CAINFO, options_.ca_file.c_str());
        curl_easy_setopt(easy_, CURLOPT_PROXY_CAINFO, options_.ca_file.c_str());
    }
    if (options_.certificate_file.empty()) return;
    curl_easy_setopt(easy_, CURLOPT_SSLCERT, options_.certificate_file.c_str());
    const std::string& key = options_.key_file.empty() ? options_.certificate_file : options_.key_file;
    curl_easy_setopt(easy_, CURLOPT_SSLKEY, key.c_str());
}

void Transfer::add_field(List& list, const std::string& line) {
    if (curl_slist* longer = curl_slist_append(list.get(), line.c_str())) {
        [[maybe_unused]] curl_slist* same = list.release();
        list.reset(longer);
    }
}

}  // namespace kaon::inline v0::client::detail
