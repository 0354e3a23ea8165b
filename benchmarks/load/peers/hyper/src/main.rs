// The routes on hyper, matched by hand, HTTP/1.1. Usage: hyper_peer PORT CORES FOLDER; CORES is taken for 1.
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{body::Incoming, header, server::conn::http1, service::service_fn, Request, Response};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use std::{convert::Infallible, net::SocketAddr};

#[derive(Serialize)]
struct Greeting {
    message: &'static str,
}
#[derive(Serialize)]
struct User {
    id: u64,
    name: &'static str,
}

fn reply(kind: &'static str, content: impl Into<Bytes>) -> Response<Full<Bytes>> {
    Response::builder().header(header::CONTENT_TYPE, kind).body(Full::new(content.into())).unwrap()
}
fn json<T: Serialize>(value: &T) -> Response<Full<Bytes>> {
    reply("application/json", serde_json::to_vec(value).unwrap())
}
fn not_found() -> Response<Full<Bytes>> {
    Response::builder().status(404).body(Full::default()).unwrap()
}

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path();
    Ok(match path {
        "/plaintext" => reply("text/plain", "Hello, World!"),
        "/json" => json(&Greeting { message: "Hello, World!" }),
        "/echo" => match request.into_body().collect().await {
            Ok(body) => reply("application/octet-stream", body.to_bytes()),
            Err(_) => not_found(),
        },
        _ => match path.strip_prefix("/users/").and_then(|id| id.parse().ok()) {
            Some(id) => json(&User { id, name: "Ada Lovelace" }),
            None => not_found(),
        },
    })
}

async fn serve(address: SocketAddr) {
    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        tokio::task::spawn(async move {
            let mut protocol = http1::Builder::new();
            let _ = protocol.pipeline_flush(true).serve_connection(TokioIo::new(stream), service_fn(answer)).await;
        });
    }
}

fn main() {
    let port = std::env::args().nth(1).unwrap().parse().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(serve(SocketAddr::from(([127, 0, 0, 1], port))));
}
