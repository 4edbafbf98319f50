using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration.Settings;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli;

/// <summary>What a run starts from, for who looks for the cause of a problem: the CI host, the configuration file, and each setting that is not the default.</summary>
internal static class RunTrace
{
    /// <summary>Tells of it; nothing below debug.</summary>
    public static void Report(CommandSession session, ParseResult parsed)
    {
        if (session.Diagnostics.Trace is not { } trace)
            return;

        trace.Report($"plimsoll {CommandHost.Version} in {session.Directory}");
        trace.Report($"CI host: {DescribeHost(session.Host)}");
        trace.Report($"configuration: {session.Configuration.File ?? "no plimsoll.yml"}");
        var report = ConfigReport.Create(session, EffectiveSettings.List(session.Configuration, session.Host.Environment, setting => CommonOptions.FindGiven(parsed, setting)));
        foreach (var setting in report.Settings.Where(setting => setting.Origin.Kind != "default"))
            trace.Report($"setting {setting.Key}: {SecretText.HideTyped(setting.Text)} (from {setting.Origin})");
    }

    private static string DescribeHost(CommandHost host)
    {
        try
        {
            return CiHost.Detect(host.Environment)?.Host ?? (CiHost.IsCi(host.Environment) ? "not one that is known (CI is set)" : "none");
        }
        catch (PlimsollException exception)
        {
            // Whoever needs what the host says of the run fails with the same words.
            return exception.Message;
        }
    }
}
