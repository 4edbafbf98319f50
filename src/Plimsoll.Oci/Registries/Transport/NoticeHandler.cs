namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// Passes on what a registry says beside its answers: warnings, and that the requests it takes are nearly spent. Nothing
/// is done about either, and only the registry itself is listened to, not a host that it points to.
/// </summary>
internal sealed class NoticeHandler(HttpMessageHandler inner, RegistryClientOptions options) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var endpoint = RequestContext.GetFrom(request).Endpoint;
        if (options.Warnings is { } listener && endpoint.Owns(request.RequestUri!))
            Listen(endpoint, response, listener);
        return response;
    }

    private static void Listen(RegistryEndpoint endpoint, HttpResponseMessage response, IProgress<RegistryWarning> listener)
    {
        if (response.Headers.NonValidated.TryGetValues("Warning", out var headers))
            foreach (var text in WarningHeader.Read(headers).Select(text => Redaction.Text(endpoint.Secrets.Hide(text))))
                if (endpoint.Told.ShouldReport(text))
                    listener.Report(new RegistryWarning(endpoint.Registry, text));

        if (RateLimit.FromResponse(response) is { IsNearlySpent: true } limit && endpoint.Told.ShouldReportLimit())
            listener.Report(new RegistryWarning(endpoint.Registry, endpoint.Secrets.Hide(limit.Rest)));
    }
}
