using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Reports;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Build.Components;

/// <summary>A publication of a build: what is asked for by its parameters and <c>plimsoll.yml</c>, and its record.</summary>
internal static class ImagePublication
{
    /// <summary>The requests that the build's parameters and overrides, the environment and <c>plimsoll.yml</c> make.</summary>
    public static PublishBatch CreateRequests(IPublishImages build)
    {
        var settings = new PublishSettings
        {
            Directory = build.RootDirectory,
            Source = build.ImageSource,
            Build = build.ImageBuild,
            Images = ((IShipImages)build).ImageName is { } name ? [name] : [],
            Registry = build.Registry,
            Environment = build.Environment,
            Component = build.Component,
            Strategies = build.TagStrategies,
            Tags = build.Tags ?? [],
            AllowDirty = build.AllowDirty,
            Via = build.Via,
            Entrypoint = build.ImageEntrypoint,
            Verification = build.Verify,
            ReleaseHold = build.ReleaseHold,
            SignKey = SignKeyOf(build),
            SignKeyless = build.SignKeyless,
            SignPublicKey = build.SignPublicKey,
            LegacyTags = build.LegacyTags,
            Keep = !build.NoKeep,
            Reuse = build.Reuse,
            SettingName = BuildPlimsoll.SettingName,
        };
        return new PublishRequestBuilder(settings, BuildPlimsoll.EnvironmentOf(build), BuildPlimsoll.ConfigurationOf(build)).Build();
    }

    /// <summary>The key that was given; the parameter has that of the variable too, which counts after what the configuration turns off.</summary>
    private static string? SignKeyOf(IPublishImages build) => build.SignKey is { } key && key != BuildPlimsoll.EnvironmentOf(build)(SignKeySetting.Variable) ? key : null;

    /// <summary>Prints what publishing would do, and ends as it would end.</summary>
    public static void Print(IPublishImages build, PublishPlan plan)
    {
        if (!plan.IsRun)
            build.Log.Information("{0}", PlanLines.FormatTitle(plan.Images[0]));
        foreach (var line in PlanLines.Format(plan))
            build.Log.Information("{0}", line);
        build.Log.Information("{0}", PlanLines.FormatResult(plan));
        plan.ThrowIfRefused();
    }

    /// <summary>Publishes, and prints what was done.</summary>
    public static async Task PublishAsync(IPublishImages build, Publisher publisher, PublishBatch batch, CancellationToken cancellationToken)
    {
        var options = new PublishOptions { Partition = batch.Partition, Directory = build.RootDirectory, Attach = BuildPlimsoll.AttachOf(build) };
        try
        {
            Print(build, await publisher.PublishAsync(batch.Requests, options, cancellationToken));
        }
        catch (PublishException exception)
        {
            Print(build, exception.Report);
            throw;
        }
    }

    private static void Print(IPublishImages build, PublishReport report)
    {
        foreach (var line in report.Receipts.SelectMany(receipt => ReceiptLines.Format(receipt)).Concat(report.Summary))
            build.Log.Information("{0}", line);
        if (report.ReceiptName is { } name)
            build.Log.Information("receipt: {0}", name);
        foreach (var line in report.Attached)
            build.Log.Information("{0}", line);
        var sink = BuildPlimsoll.SinkOf(build);
        sink.SetOutputs(() => ImageOutputs.FromReport(report));
        sink.AddSummary("Published images", room => ImageSummary.Format(report, room, BuildPlimsoll.FormatRollback));
        build.ReportSummary(summary => summary
            .AddPair(report.Receipts.Count == 1 ? "image" : "images", report.Receipts.Count == 1 ? report.Receipts[0].Destination : report.Receipts.Count)
            .AddPair("tags", report.Receipts.Sum(receipt => receipt.Tags.Count)));
    }

    /// <summary>The highest version among the release tags at HEAD, by the prefix that publishing derives tags by; <c>null</c> where there is none or no repository.</summary>
    public static SemanticVersion? ReleaseAtHead(IShipImages build)
    {
        try
        {
            var configuration = BuildPlimsoll.ConfigurationOf(build);
            var given = new PublishSettings { Directory = build.RootDirectory, Component = build.Component };
            var prefix = new PublishRequestBuilder(given, BuildPlimsoll.EnvironmentOf(build), configuration).TagPrefix;
            return ReleaseTag.FindHighest(BuildPlimsoll.Create(build).ReadRepository().TagsAtHead, prefix, configuration.Tags.IgnoreTags)?.Version;
        }
        catch (PlimsollException)
        {
            // Sources without a repository compile too; publishing them is what fails, and says why.
            return null;
        }
    }
}
