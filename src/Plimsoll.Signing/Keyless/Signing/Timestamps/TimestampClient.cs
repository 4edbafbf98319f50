using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Plimsoll.Oci;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Keyless.Signing.Services;

namespace Plimsoll.Signing.Keyless.Signing.Timestamps;

/// <summary>An authority that says when something was there (RFC 3161 over HTTP).</summary>
/// <param name="address">Where it is, with its path.</param>
/// <param name="http">The requests.</param>
internal sealed class TimestampClient(Uri address, ServiceHttp http)
{
    /// <summary>The type of questions.</summary>
    public const string QueryType = "application/timestamp-query";

    /// <summary>The type of answers.</summary>
    public const string ReplyType = "application/timestamp-reply";

    /// <summary>Gets a timestamp.</summary>
    /// <param name="data">What is to be timestamped: a signature. Only its hash leaves this process.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="PlimsollException">The authority refuses, fails, or answers about something else (exit code 4 or 7).</exception>
    public async Task<SignedTimestamp> StampAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var query = Rfc3161TimestampRequest.CreateFromData(data.Span, HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(8), requestSignerCertificates: true);
        var answer = await http.SendAsync(
            new ServiceRequest("get a timestamp", HttpMethod.Post, address) { Body = query.Encode(), BodyType = QueryType, AnswerType = ReplyType },
            cancellationToken);
        return TimestampReply.FindFault(answer.Body, query) is { } fault ? throw answer.Failure(fault) : new SignedTimestamp(answer.Body);
    }
}
