using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Diagnosis;

/// <summary>Looks at everything that publishing needs, and changes none of it.</summary>
/// <param name="host">What is looked at.</param>
internal sealed class Doctor(PlimsollHost host)
{
    /// <param name="configurationError">Why the configuration cannot be used, if the caller has read it already.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<DiagnosisReport> DiagnoseAsync(PlimsollException? configurationError, CancellationToken cancellationToken)
    {
        var (configuration, read) = ReadConfiguration(configurationError);
        return new DiagnosisReport(
        [
            read,
            .. new GitDiagnosis(host).Diagnose(configuration),
            HostDiagnosis.Diagnose(host),
            await EngineDiagnosis.DiagnoseAsync(host, configuration, cancellationToken),
            .. await RegistryDiagnosis.DiagnoseAsync(host, configuration, cancellationToken),
        ]);
    }

    /// <summary>What does not work.</summary>
    public static DiagnosisItem Missing(PlimsollHost host, string area, PlimsollException exception) =>
        new(area, DiagnosisState.Missing, exception.Message, exception.FormatAdvice(host.SettingName));

    private (PlimsollConfiguration Configuration, DiagnosisItem Item) ReadConfiguration(PlimsollException? error)
    {
        try
        {
            var configuration = error is null ? host.Configuration : throw error;
            return (configuration, configuration.File is { } file
                ? new DiagnosisItem("configuration", DiagnosisState.Ok, Describe(file, configuration))
                : new DiagnosisItem("configuration", DiagnosisState.Unused, "there is no plimsoll.yml, so the defaults apply"));
        }
        catch (PlimsollException exception)
        {
            return (PlimsollConfiguration.Default, Missing(host, "configuration", exception));
        }
    }

    private static string Describe(string file, PlimsollConfiguration configuration)
    {
        var names = NamedImage.All(configuration, registry: null).Select(image => image.Name).Distinct().ToList();
        return $"{file}{(names.Count == 0 ? "" : $": {string.Join(", ", names)}")}{(configuration.Environments.Count == 0 ? "" : $"; environments {string.Join(", ", configuration.Environments.Keys)}")}";
    }
}
