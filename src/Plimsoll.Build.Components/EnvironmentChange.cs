using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Build.Components;

/// <summary>A promotion or a rollback of a build: what is asked for, and what is printed of it.</summary>
internal static class EnvironmentChange
{
    public static PromotionRequest CreatePromotion(IPromoteImages build)
    {
        var repository = ShippedImage.RepositoryOf(build);
        return new PromotionRequest
        {
            Source = ParseSource(build, repository),
            Destination = repository,
            Environment = build.PromoteTo!,
            Rules = ShippedImage.RulesOf(build, build.PromoteTo),
            ReleaseHold = build.ReleaseHold,
        };
    }

    public static RollbackRequest CreateRollback(IPromoteImages build) => new()
    {
        Destination = ShippedImage.RepositoryOf(build),
        Environment = build.Environment!,
        Target = RollbackTarget.Parse(build.RollbackTo!, build.RootDirectory, ShippedImage.RepositoryOf(build)),
        Floating = build.Floating,
        Reason = build.Reason,
        Rules = ShippedImage.RulesOf(build, build.Environment),
        ReleaseHold = build.ReleaseHold,
    };

    /// <summary>Prints what is planned as the command does, and carries it out unless that is all that was wanted.</summary>
    public static async Task RunAsync(IPromoteImages build, PlimsollHost plimsoll, EnvironmentPlan plan, CancellationToken cancellationToken)
    {
        build.Log.Information("{0}", EnvironmentPlanLines.FormatTitle(plan));
        if (build.DryRun || plan.Kind == ReceiptKind.Rollback)
            foreach (var line in EnvironmentPlanLines.Format(plan))
                build.Log.Information("{0}", line);
        build.ReportSummary(summary => summary.AddPair("image", plan.Version ?? plan.Image.ToString()).AddPair("environment", plan.Environment));
        if (build.DryRun)
            return;

        try
        {
            Print(build, await plimsoll.Environments.ExecuteAsync(plan, new EnvironmentOptions { Verification = build.Verify, Attach = build.Attach }, cancellationToken));
        }
        catch (EnvironmentException exception)
        {
            Print(build, exception.Report);
            throw;
        }
    }

    private static void Print(IPromoteImages build, EnvironmentReport report)
    {
        foreach (var line in ReceiptLines.Format(report.Receipt))
            build.Log.Information("{0}", line);
        if (report.ReceiptName is { } name)
            build.Log.Information("receipt: {0}", name);
        if (report.HoldNotice is { } held)
            build.Log.Information("{0}", held);
        if (report.Attached is { } attached)
            build.Log.Information("{0}", attached);
    }

    /// <summary>What is not a whole name is a tag or digest of the build's own image.</summary>
    private static ImageLocation ParseSource(IPromoteImages build, ImageLocation repository)
    {
        var text = build.PromoteImage ?? ImagePublication.ReleaseAtHead(build)?.ToNormalizedString()
            ?? throw PlimsollException.Usage("No image to promote was specified, and there is no release tag at HEAD.", "Specify it with --promote-image: a tag, a digest or a reference.");
        var isDigest = Digest.TryParse(text, out _);
        var selector = text.Split('@')[0];
        if (!isDigest && (selector.Contains('/') || selector.Contains(':')))
            return ImageLocation.Parse(text, build.RootDirectory);
        if (repository.Reference is { } reference)
            return ImageLocation.ForRegistry(ImageReference.Parse($"{reference}{(isDigest ? '@' : ':')}{text}"));
        return isDigest || selector != text
            ? throw PlimsollException.Usage($"An image of the OCI layout {repository.Path} is promoted by its tag, not by '{text}'.")
            : ImageLocation.ForLayout(repository.Path, text);
    }
}
