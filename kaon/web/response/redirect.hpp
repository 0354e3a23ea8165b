// Redirect: sends the client elsewhere.
//
//   Redirect::to("/c/17")                            // 303: fetch that with GET, after a POST
//   Redirect::temporary("/maintenance")              // 307: the same request there
//   Redirect::permanent("/new")                      // 308
//   Redirect::external("https://example.org/")       // another site, on purpose
//
// The first three stay on this site: a location that a browser would read as another host ("//evil", "/\evil",
// "https:...") is a 500, so that a "?next=" parameter cannot become an open redirect. Threads: a value.
#pragma once

#include "kaon/web/respond.hpp"

namespace kaon::inline v0 {

class Redirect {
public:
    static Redirect to(std::string path) { return {http::Status::see_other, std::move(path), Site::own}; }
    static Redirect temporary(std::string path) {
        return {http::Status::temporary_redirect, std::move(path), Site::own};
    }
    static Redirect permanent(std::string path) {
        return {http::Status::permanent_redirect, std::move(path), Site::own};
    }
    static Redirect external(std::string url) { return {http::Status::see_other, std::move(url), Site::other}; }

    Redirect(std::string_view) = delete("a Redirect says of which kind it is: Redirect::to(path) on this site, "
                                        "Redirect::external(url) to another one");

    // Whether `to` would accept it: to check what a client proposes.
    static bool is_local(std::string_view location);

private:
    enum class Site : std::uint8_t { own, other };
    Redirect(http::Status status, std::string location, Site site)
        : status_(status), location_(std::move(location)), site_(site) {}
    friend Result<> write_response(http::Response& out, Request& request, Redirect&& redirect);

    http::Status status_;
    std::string location_;
    Site site_;
};

Result<> write_response(http::Response& out, Request& request, Redirect&& redirect);

}  // namespace kaon::inline v0
