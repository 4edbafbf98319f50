using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Build.Components;

/// <summary>A promotion or a rollback of a build: what is asked for, and carrying it out with its record.</summary>
internal static class ImageMove
{
    public static PromotionRequest PromotionOf(IPromoteImages build)
    {
        var (configuration, environment) = (ShippedImage.ConfigurationOf(build), build.PromoteTo!);
        var repository = ShippedImage.RepositoryOf(build);
        return new PromotionRequest
        {
            Source = SourceOf(build, repository),
            Destination = repository,
            Environment = environment,
            Requires = configuration.RequiredBefore(environment),
            Rules = ShippedImage.RulesOf(build, environment),
            Policy = configuration.ToImagePolicy(),
            Directory = build.RootDirectory,
            ReleaseHold = build.ReleaseHold,
        };
    }

    public static RollbackRequest RollbackOf(IPromoteImages build) => new()
    {
        Destination = ShippedImage.RepositoryOf(build),
        Environment = build.Environment!,
        Target = RollbackTarget.Parse(build.RollbackTo!, build.RootDirectory, ShippedImage.RepositoryOf(build)),
        Floating = build.Floating,
        Reason = build.Reason,
        Rules = ShippedImage.RulesOf(build, build.Environment),
        Policy = ShippedImage.ConfigurationOf(build).ToImagePolicy(),
        Directory = build.RootDirectory,
        ReleaseHold = build.ReleaseHold,
    };

    /// <summary>Prints what is planned as the command does, carries it out unless that is all that was wanted, and keeps the record.</summary>
    public static async Task RunAsync(IShipImages build, PlimsollHost services, PreparedMove prepared, CancellationToken cancellationToken)
    {
        build.Log.Information("{0}", MoveLines.TitleOf(prepared));
        if (build.DryRun || prepared.Kind == ReceiptKind.Rollback)
            foreach (var line in MoveLines.Of(prepared))
                build.Log.Information("{0}", line);
        build.ReportSummary(summary => summary.AddPair("image", prepared.Version ?? prepared.Plan.Image.ToString()).AddPair("environment", prepared.Environment));
        if (build.DryRun)
            return;

        ReceiptFile.Prepare(build.RootDirectory, path: null);
        var mover = new EnvironmentMover(services) { Verification = build.Verify };
        var receipt = await mover.MoveAsync(prepared, progress: null, cancellationToken);
        var file = await ImagePublication.RecordAsync(build, receipt);
        if (await mover.HoldAsync(prepared) is { } held)
            build.Log.Information("{0}", held);
        if (build.Attach)
            build.Log.Information("{0}", await EnvironmentMover.AttachAsync(prepared, receipt, file, cancellationToken));
    }

    /// <summary>What is no whole name is a tag or digest of the build's own image.</summary>
    private static ImageLocation SourceOf(IPromoteImages build, ImageLocation repository)
    {
        var text = build.PromoteImage ?? ImagePublication.ReleaseAtHead(build)?.ToNormalizedString()
            ?? throw PlimsollException.Usage("Which image is to be promoted? There is no release tag at HEAD.", "Name it with --promote-image: a tag, a digest or a reference.");
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
