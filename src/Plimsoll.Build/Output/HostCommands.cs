namespace Plimsoll.Build.Output;

/// <summary>The commands that CI hosts read from a log: writing our own, and disarming those in foreign text.</summary>
internal static class HostCommands
{
    public static string? BeginGroup(CiHost host, string name) => host switch
    {
        CiHost.GitHubActions => $"::group::{name}",
        CiHost.AzurePipelines => $"##[group]{name}",
        _ => null,
    };

    public static string? EndGroup(CiHost host) => host switch
    {
        CiHost.GitHubActions => "::endgroup::",
        CiHost.AzurePipelines => "##[endgroup]",
        _ => null,
    };

    public static string? Mask(CiHost host, string secret) => host switch
    {
        CiHost.GitHubActions => $"::add-mask::{EscapeGitHub(secret)}",
        CiHost.AzurePipelines => $"##vso[task.setsecret]{EscapeAzure(secret)}",
        _ => null,
    };

    /// <summary>A warning or error that the host shows beside its log.</summary>
    /// <param name="host">The host.</param>
    /// <param name="kind"><c>warning</c> or <c>error</c>.</param>
    /// <param name="message">The message; may have several lines.</param>
    public static string? Issue(CiHost host, string kind, string message) => host switch
    {
        CiHost.GitHubActions => $"::{kind}::{EscapeGitHub(message)}",
        CiHost.AzurePipelines => $"##vso[task.logissue type={kind}]{EscapeAzure(message)}",
        _ => null,
    };

    /// <summary>
    /// Makes a line of foreign text harmless. GitHub reads <c>::</c> at the start of a line and <c>##[</c> anywhere,
    /// Azure Pipelines <c>##vso[</c> and <c>##[</c> anywhere; a space is put in between.
    /// </summary>
    public static string Disarm(CiHost host, string line)
    {
        if (host is not (CiHost.GitHubActions or CiHost.AzurePipelines))
            return line;
        line = line.Replace("##[", "## [", StringComparison.Ordinal).Replace("##vso[", "## vso[", StringComparison.OrdinalIgnoreCase);
        var start = line.Length - line.TrimStart().Length;
        return line.AsSpan(start).StartsWith("::") ? $"{line[..start]}: :{line[(start + 2)..]}" : line;
    }

    private static string EscapeGitHub(string text) =>
        text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string EscapeAzure(string text) =>
        text.Replace("%", "%AZP25").Replace("\r", "%0D").Replace("\n", "%0A").Replace("]", "%5D").Replace(";", "%3B");
}
