using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Testing;

/// <summary>Opens HTTP on a free port of this machine.</summary>
internal static class LoopbackListener
{
    /// <summary>Starts listening. An <see cref="HttpListener"/> cannot choose a port itself.</summary>
    /// <returns>The listener, and its address without a slash at the end.</returns>
    public static (HttpListener Listener, string Address) Start()
    {
        for (var attempt = 1; ; attempt++)
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
            free.Stop();
            var listener = new HttpListener { Prefixes = { $"{address}/" } };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Another test took the port meanwhile.
            }
        }
    }
}
