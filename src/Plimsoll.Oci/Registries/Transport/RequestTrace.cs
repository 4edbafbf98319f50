using System.Globalization;
using System.Text;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// Says in one line what was asked and what came back, for who looks for the cause of a problem. Of headers and bodies
/// only lengths are said, addresses are redacted, and secrets that the registry was sent are left out wherever they appear.
/// </summary>
internal static class RequestTrace
{
    /// <summary>An answer: <c>GET https://… → 200 in 3 ms, received 1,234 bytes, attempt 1</c>. The time ends with the answer's headers.</summary>
    public static string Answered(HttpRequestMessage request, HttpResponseMessage response, TimeSpan time)
    {
        var line = Start(request).Append(CultureInfo.InvariantCulture, $" → {(int)response.StatusCode} in {time.TotalMilliseconds:0} ms");
        if (request.Content?.Headers.ContentLength is > 0 and var sent)
            line.Append(CultureInfo.InvariantCulture, $", sent {sent:N0} bytes");

        // The answer to HEAD tells the length of what it leaves out.
        if (request.Method != HttpMethod.Head && response.Content.Headers.ContentLength is > 0 and var received)
            line.Append(CultureInfo.InvariantCulture, $", received {received:N0} bytes");
        return End(request, line);
    }

    /// <summary>No answer: <c>GET https://… failed after 15000 ms: …, attempt 1</c>.</summary>
    public static string Failed(HttpRequestMessage request, Exception exception, TimeSpan time) =>
        End(request, Start(request).Append(CultureInfo.InvariantCulture, $" failed after {time.TotalMilliseconds:0} ms: {Redaction.Text(Redaction.Cause(exception).Message.TrimEnd('.'))}"));

    private static StringBuilder Start(HttpRequestMessage request) => new StringBuilder(request.Method.Method).Append(' ').Append(Redaction.Uri(request.RequestUri!));

    private static string End(HttpRequestMessage request, StringBuilder line) =>
        RequestContext.GetFrom(request).Endpoint.Secrets.Hide(line.Append(CultureInfo.InvariantCulture, $", attempt {RetryPolicy.Attempt}").ToString());
}
