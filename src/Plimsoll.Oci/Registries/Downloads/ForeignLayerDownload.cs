using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries.Downloads;

/// <summary>
/// Reads a layer from the addresses that its manifest names. Whoever wrote the manifest chose them, so they get no
/// credentials wherever they lead (CVE-2020-15157), lead to no private address from a public registry, and not out of TLS.
/// </summary>
internal static class ForeignLayerDownload
{
    public static async Task<Stream> OpenAsync(RepositoryRequests requests, Descriptor layer, CancellationToken cancellationToken)
    {
        var origin = await requests.Endpoint.GetOriginAsync(cancellationToken);
        var failures = new List<PlimsollException>();
        foreach (var address in layer.Urls ?? [])
        {
            try
            {
                return await BlobDownload.OpenAsync(Source(requests, layer, Check(requests, layer, origin, address)), cancellationToken);
            }
            catch (RegistryException exception)
            {
                failures.Add(exception);
            }
        }

        throw failures switch
        {
            [] => PlimsollException.NotFound($"The foreign layer {layer.Digest} of {requests.Name} is not available: its descriptor has no URL."),
            [var only] => only,
            [.., var last] => new RegistryException(
                last.Kind,
                requests.Endpoint.Registry,
                $"The foreign layer {layer.Digest} of {requests.Name} is not available at any of its {failures.Count} URLs. {string.Join(' ', failures.Select(failure => failure.Message).Distinct())}",
                last.Advice,
                last)
            {
                Repository = requests.Repository,
                IsFinal = true,
            },
        };
    }

    private static Uri Check(RepositoryRequests requests, Descriptor layer, Uri origin, string? address)
    {
        // A path counts as the absolute address of a file on some systems; a user in an address would be credentials.
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "https" or "http", UserInfo: "" } && ResponseLocation.Resolve(origin, address) is { } allowed)
            return allowed;

        var shown = uri is null ? $"'{Redaction.Text(address ?? "")}'" : Redaction.Uri(uri);
        throw new RegistryException(
            ErrorKind.Transport,
            requests.Endpoint.Registry,
            $"Cannot read the foreign layer {layer.Digest} of {requests.Name}: its URL {shown} is not followed.",
            origin.Scheme == Uri.UriSchemeHttps ? "Only https URLs without a user are followed from this registry." : "Only http and https URLs without a user are followed.");
    }

    private static BlobSource Source(RepositoryRequests requests, Descriptor layer, Uri address) => new(
        requests.Pipeline,
        layer,
        requests.Name,
        () => new RequestContext(requests.Endpoint, $"read the foreign layer {layer.Digest} of {requests.Name}") { Repository = requests.Repository, IsAnonymous = true },
        (context, _) => ValueTask.FromResult(context.Attach(new HttpRequestMessage(HttpMethod.Get, address))));
}
