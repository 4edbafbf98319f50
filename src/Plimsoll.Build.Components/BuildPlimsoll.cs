using System.Runtime.CompilerServices;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags.Hosts.Outputs;

namespace Plimsoll.Build.Components;

/// <summary>The library as a build uses it: by the build's root, environment, clock and log.</summary>
internal static class BuildPlimsoll
{
    private static readonly ConditionalWeakTable<IPlimsollBuild, PlimsollConfiguration> Configurations = [];

    /// <summary>What <c>plimsoll.yml</c> says, read once in a run.</summary>
    public static PlimsollConfiguration ConfigurationOf(IPlimsollBuild build) => Configurations.GetValue(build, static one => ConfigurationFile.Load(one.RootDirectory));

    /// <summary>Composes the library. Nothing is opened before it is used.</summary>
    /// <param name="build">The build.</param>
    /// <param name="registry">The registry that credentials in the environment are for, or <c>null</c>.</param>
    public static PlimsollHost Create(IPlimsollBuild build, string? registry = null) => PlimsollHost.CreateDefault(new PlimsollHostOptions
    {
        Directory = build.RootDirectory,
        Configuration = ConfigurationOf(build),
        Environment = EnvironmentOf(build),
        Clock = build.Clock,
        Registry = registry,
        Diagnostics = new LogDiagnostics(build.Log),
        SettingName = SettingName,
    });

    /// <summary>How a setting of the library is called in a build: the parameter or the property that gives it.</summary>
    public static string SettingName(string setting) => setting switch
    {
        "source" => "IPublishImages.ImageSource or IBuildImages.ImageBuild",
        "image" => "IShipImages.ImageName",
        "entrypoint" => "IPublishImages.ImageEntrypoint",
        "allow-dirty" or "attach" or "component" or "environment" or "legacy-tags" or "promote-image" or "promote-to" or "registry" or "release-hold" or "reuse" or "sign-key" or "sign-keyless" or "sign-public-key" or "tags" or "verify" or "via" => $"--{setting}",
        "keep" => "--no-keep",
        "to" => "--rollback-to",
        "bump" => "--bump",
        _ => $"the setting '{setting}'",
    };

    public static Func<string, string?> EnvironmentOf(IPlimsollBuild build) =>
        name => build.EnvironmentVariables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>The command line that rolls an environment back.</summary>
    public static string FormatRollback(string environment) => $"./build.sh Rollback --environment {environment} --rollback-to previous";

    /// <summary>Where the CI host takes outputs and summaries.</summary>
    public static IHostSink SinkOf(IPlimsollBuild build) => HostSinks.Create(name: null, EnvironmentOf(build), build.Log.ServerCommand);

    /// <summary>When receipts are attached; <c>null</c> where the build does not say.</summary>
    public static AttachReceipts? AttachOf(IShipImages build) => build.Attach switch { null => null, true => AttachReceipts.Always, false => AttachReceipts.Never };

    private sealed class LogDiagnostics(BuildLog log) : IProgress<Diagnostic>
    {
        public void Report(Diagnostic value)
        {
            switch (value.Level)
            {
                case DiagnosticLevel.Warning:
                    log.Warning("{0}", value.Text);
                    break;
                case DiagnosticLevel.Information:
                    log.Information("{0}", value.Text);
                    break;
                default:
                    log.Debug("{0}", value.Text);
                    break;
            }
        }
    }
}
