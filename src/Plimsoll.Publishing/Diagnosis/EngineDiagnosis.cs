using Plimsoll.Oci;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Diagnosis;

/// <summary>The Docker Engine, which is needed only by those who say so.</summary>
internal static class EngineDiagnosis
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static async Task<DiagnosisItem> DiagnoseAsync(PlimsollHost host, PlimsollConfiguration configuration, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout, host.WaitClock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var version = await host.Engine.GetVersionAsync(either.Token);
            return new DiagnosisItem("engine", DiagnosisState.Ok, $"Docker Engine {version.Version} at {host.Engine.Endpoint}");
        }
        catch (PlimsollException exception)
        {
            return Describe(host, configuration, exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Describe(host, configuration, new PlimsollException(ErrorKind.Transport, $"The Docker Engine at {host.Engine.Endpoint} does not answer within {Timeout.TotalSeconds:N0} seconds.", "Start it, or set DOCKER_HOST to the one that runs."));
        }
    }

    private static DiagnosisItem Describe(PlimsollHost host, PlimsollConfiguration configuration, PlimsollException exception) => FindNeed(host, configuration) is { } need
        ? Doctor.Missing(host, "engine", exception) with { Text = $"{exception.Message} It is needed: {need}." }
        : Doctor.Missing(host, "engine", exception) with { State = DiagnosisState.Unused };

    /// <summary>Who says that there is an engine, or <c>null</c>.</summary>
    private static string? FindNeed(PlimsollHost host, PlimsollConfiguration configuration)
    {
        foreach (var variable in new[] { "DOCKER_HOST", "DOCKER_CONTEXT" })
            if (host.Environment(variable) is not null)
                return $"{variable} is set";
        if (string.Equals(host.Environment("PLIMSOLL_VIA"), "engine", StringComparison.OrdinalIgnoreCase))
            return "PLIMSOLL_VIA is engine";
        if (configuration.Images.Select(image => image.Source).Append(configuration.Source).FirstOrDefault(source => source?.StartsWith("docker-daemon:", StringComparison.Ordinal) == true) is { } source)
            return $"plimsoll.yml publishes {source}";
        return configuration.Images.Select(image => image.Build).Append(configuration.Build).Any(build => build?.Via == BuildVia.Engine) ? "plimsoll.yml builds with it" : null;
    }
}
