using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Oci;

namespace Plimsoll.Signing.Keyless.Signing.Services;

/// <summary>What a service answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The bytes.</param>
/// <param name="Location">Where it says that something is, at its own address; <c>null</c> where it does not say.</param>
/// <param name="Failure">Makes the failure of an answer that cannot be used, of half a sentence that says why.</param>
internal sealed record ServiceAnswer(HttpStatusCode Status, byte[] Body, Uri? Location, Func<string, PlimsollException> Failure)
{
    /// <summary>Reads the JSON that it is.</summary>
    /// <exception cref="PlimsollException">It is not such JSON.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw Failure("the response is null");
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw Failure($"the response is not valid: {JsonErrorText.Describe(exception)}");
        }
    }
}
