// From the fields of a header block to a Request.
#include "kaon/http/h2/head_reader.hpp"

#include "kaon/http/field_list.hpp"
#include "kaon/http/target.hpp"
#include "kaon/http/trailers.hpp"

namespace kaon::inline v0::http::h2 {

void HeadReader::clear() {
    text_.clear();
    fields_.clear();
    method_ = path_ = authority_ = protocol_ = {};
    has_path_ = expects_continue_ = takes_trailers_ = false;
    cookies_ = 0;
    list_bytes_ = 0;
    refusal_ = Status::ok;
    reason_ = {};
}

HeadReader::Span HeadReader::keep(std::string_view text) {
    const Span span{static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text.size())};
    text_.append(text);
    return span;
}

void HeadReader::refuse(Status status, std::string_view reason) {
    if (refusal_ != Status::ok) return;
    refusal_ = status;
    reason_ = reason;
}

bool HeadReader::add_pseudo(std::string_view name, std::string_view value) {
    if (name.empty() || name[0] != ':') return false;
    if (name == ":method") {
        method_ = keep(value);
    } else if (name == ":path") {
        path_ = keep(value);
        has_path_ = true;
    } else if (name == ":authority") {
        authority_ = keep(value);
    } else if (name == ":protocol") {
        protocol_ = keep(value);
    }
    return true;  // :scheme is what the wire is, whatever it says
}

void HeadReader::add(const Limits& limits, std::string_view name, std::string_view value) {
    list_bytes_ += name.size() + value.size() + 32;
    if (list_bytes_ > limits.header_list_bytes) {
        return refuse(Status::request_header_fields_too_large, "the header list is too large");
    }
    if (add_pseudo(name, value)) return;
    // The pieces of a cookie are one field; their number is bounded by the bytes.
    const bool piece = name == "cookie" && cookies_++ > 0;
    if (!piece && whole_fields() >= limits.fields)
        return refuse(Status::request_header_fields_too_large, "too many fields");
    if (name == "expect") {
        if (equals_ignoring_case(value, "100-continue")) expects_continue_ = true;
        else refuse(Status::expectation_failed, "an unknown expectation");
    }
    if (name == "te") {
        for (std::string_view element : FieldList(value)) takes_trailers_ |= equals_ignoring_case(element, "trailers");
    }
    const Span kept_name = keep(name);
    fields_.push_back({kept_name, keep(value)});
}

// https://www.rfc-editor.org/rfc/rfc9113#section-8.2.3: a cookie may come in pieces, for the compression's sake.
void HeadReader::join_cookies() {
    if (cookies_ < 2) return;
    std::size_t room = 0;
    for (const Place& field : fields_) {
        if (at(field.name) == "cookie") room += field.value.size + 2;
    }
    text_.prepare(room);  // views into it stay good below
    const auto begin = static_cast<std::uint32_t>(text_.size());
    Place* first = nullptr;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const bool cookie = at(fields_[i].name) == "cookie";
        if (cookie) {
            if (text_.size() > begin) text_.append("; ");
            text_.append(at(fields_[i].value));
            if (first) continue;
        }
        fields_[kept] = fields_[i];
        if (cookie) first = &fields_[kept];
        ++kept;
    }
    first->value = {begin, static_cast<std::uint32_t>(text_.size() - begin)};
    fields_.resize(kept);
}

// https://www.rfc-editor.org/rfc/rfc9113#section-8.3.1 and, for CONNECT, section 8.5 and RFC 8441, section 4.
void HeadReader::read_target(const Limits& limits, Request& request) {
    request.target = has_path_ ? at(path_) : at(authority_);
    request.path = request.query = {};
    if (request.target.size() > limits.target_bytes) return refuse(Status::uri_too_long, "the target is too long");
    const bool tunnel = request.method == Method::connect && !has_path_;
    const Method form = request.method == Method::connect && has_path_ ? Method::get : request.method;
    const auto target = split_target(tunnel ? Method::connect : form, request.target);
    if (!target) return refuse(Status::bad_request, "the path is malformed");
    // Its authority is in a field of its own: an absolute target would be a second opinion.
    if (!tunnel && !target->authority.empty()) return refuse(Status::bad_request, "the path is a whole URI");
    request.path = target->path;
    request.query = target->query;
}

void HeadReader::read_authority(Request& request) {
    const auto host = request.headers.get("host");
    request.authority = at(authority_);
    if (request.authority.empty()) request.authority = host.value_or("");
    else if (host && !equals_ignoring_case(*host, request.authority))
        return refuse(Status::bad_request, "Host differs from :authority");
    if (!is_authority(request.authority)) refuse(Status::bad_request, "no authority, or a malformed one");
}

void HeadReader::finish(const Limits& limits, Request& request) {
    join_cookies();
    request.version = Version::http_2;
    request.method_text = at(method_);
    request.method = parse_method(request.method_text);
    request.protocol = at(protocol_);
    std::size_t hosts = 0;
    for (const Place& field : fields_) {
        hosts += at(field.name) == "host";
        request.headers.borrow(at(field.name), at(field.value));
    }
    if (hosts > 1) refuse(Status::bad_request, "two Host fields");
    read_target(limits, request);
    read_authority(request);
}

void HeadReader::give_fields(Headers& trailers) const {
    for (const Place& field : fields_) {
        if (may_be_trailer(at(field.name))) trailers.borrow(at(field.name), at(field.value));
    }
}

}  // namespace kaon::inline v0::http::h2
