// TLS: HTTPS in one flag while you develop, the way from HTTP, and who the client is.
// Run with: cmake --build build/release --target lesson_tls && build/release/lessons/tls --tls-dev
// and open https://localhost:3000/ ; the browser asks once whether you trust yourself.
// Serves with: --tls-dev --redirect-http 0
//
// $ curl --insecure https://localhost:3000/
// By https, in HTTP/2: nobody that we know.
// $ curl --insecure --http1.1 https://localhost:3000/
// By https, in HTTP/1.1: nobody that we know.
// $ curl --insecure --tls-max 1.1 https://localhost:3000/ 2>&1 | head -c 14
// curl: (35) ...
// $ curl -i localhost:3080/a?b=c
// HTTP/1.1 308 Permanent Redirect
// ...
// location: https://localhost:3000/a?b=c
// ...
// $ curl -o /dev/null -w '%{http_code}\n' -H 'host: evil.example' localhost:3080
// 421
// $ curl http://localhost:3000/
// This port speaks HTTPS: use https:// to reach it
//
// Where it runs for others, the certificate comes from files, and kill -HUP reads them again:
// $ tls --tls-certificate chain.pem --tls-key key.pem
// tls: cannot read chain.pem: No such file or directory
//
// Where only those shall get in who have a certificate of one's own authority:
// $ tls --log-level=error --tls-dev --tls-client-ca authority.pem
// tls: cannot read authority.pem: No such file or directory
#include "kaon/base/peer_certificate.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

// snippet: who
// A certificate of the client's is here only when it was verified, which takes --tls-client-ca.
std::string who(const Request& request) {
    const PeerCertificate* certificate = request.message().certificate;
    return certificate ? certificate->common_name : "nobody that we know";
}

std::string greet(Request& request) {
    const bool h2 = request.message().version == http::Version::http_2;
    return "By " + std::string(request.message().scheme) + ", in " + (h2 ? "HTTP/2" : "HTTP/1.1") + ": " +
           who(request) + ".\n";
}
// end

// snippet: routes
Router<> routes() {
    return Router{
        get<"/">(greet),
        layer(security_headers({.strict_transport_security = "max-age=31536000"})),  // browsers come by HTTPS only
    };
}
// end

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "tls"}); }
