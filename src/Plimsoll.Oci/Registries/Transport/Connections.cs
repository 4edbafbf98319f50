using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// How connections are opened: HTTP/1.1 with several connections, because HTTP/2's windows throttle uploads; no
/// cookies, no redirects and no decompression, because the bytes are what the digest is of.
/// </summary>
internal static class Connections
{
    /// <summary>Connections to the registry that has certificates of its own, and to nothing else.</summary>
    public static SocketsHttpHandler CreateFor(RegistryClientOptions options, CertificateFolder certificates)
    {
        var handler = Create(options, isGuarded: false, certificates.Authorities);
        if ((certificates.CertificateFile, certificates.KeyFile) is ({ } certificate, { } key))
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(CertificateFolder.Load(certificate, key), additionalCertificates: null, offline: true);
        return handler;
    }

    public static SocketsHttpHandler Create(RegistryClientOptions options, bool isGuarded, params IReadOnlyList<string> authorities)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PreAuthenticate = false,
            Proxy = options.Proxy,
            ConnectCallback = (context, cancellationToken) => isGuarded && !IsThroughProxy(options, context) && !IsAllowed(options, HostOf(context))
                ? ConnectToPublicAddressAsync(new DnsEndPoint(HostOf(context), context.DnsEndPoint.Port), options.Resolve, cancellationToken)
                : ConnectAsync(options, context, cancellationToken),
        };
        handler.SslOptions.RemoteCertificateValidationCallback = new CertificateTrust([.. authorities, .. options.CaFile is { } file ? [file] : Array.Empty<string>()]).Validate;
        return handler;
    }

    /// <summary>The proxy that a request goes through; <c>null</c> where it goes directly.</summary>
    public static Uri? FindProxy(RegistryClientOptions options, Uri target)
    {
        var proxy = options.Proxy ?? HttpClient.DefaultProxy;
        return proxy.IsBypassed(target) ? null : proxy.GetProxy(target);
    }

    /// <summary>Whether a host may be at a private address although a public registry points to it.</summary>
    public static bool IsAllowed(RegistryClientOptions options, string host) => options.PrivateHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    // The address behind a proxy is the proxy's business: it does the look-up.
    private static bool IsThroughProxy(RegistryClientOptions options, SocketsHttpConnectionContext context) =>
        context.InitialRequestMessage.Method == HttpMethod.Connect || FindProxy(options, context.InitialRequestMessage.RequestUri!) is not null;

    /// <summary>The host, an address of IPv6 without its brackets.</summary>
    private static string HostOf(SocketsHttpConnectionContext context) => context.DnsEndPoint.Host.Trim('[', ']');

    private static async ValueTask<Stream> ConnectAsync(RegistryClientOptions options, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var request = context.InitialRequestMessage;
        if (RequestContext.Find(request) is { } known
            && !IsThroughProxy(options, context)
            && known.Endpoint.Owns(request.RequestUri!)
            && socket.RemoteEndPoint is IPEndPoint remote)
            known.Endpoint.ConnectedTo(remote.Address);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async ValueTask<Stream> ConnectToPublicAddressAsync(
        DnsEndPoint target,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve,
        CancellationToken cancellationToken)
    {
        // Checked here, on the addresses that are then connected to, so that a second look-up cannot give another.
        var addresses = await resolve(target.Host, cancellationToken);
        var allowed = Array.FindAll(addresses, address => !AddressGuard.IsPrivate(address));
        if (allowed.Length == 0)
            throw new PrivateAddressException(target.Host);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
