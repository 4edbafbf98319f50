using System.CommandLine;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Planning;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Options;

/// <summary>The options that divide what is published: into images without tags, and among several jobs.</summary>
internal sealed class RunOptions
{
    private readonly Option<bool> _byDigest = new("--by-digest") { Description = "Send each platform without any tag; 'plimsoll index' joins them and gives the tags" };
    private readonly Option<string> _partition = new("--partition") { Description = "Publish the Kth of N shares of the images, with --by-digest of their platforms; auto takes K and N from Azure Pipelines, GitLab or an Indexed Job [env: PLIMSOLL_PARTITION]", HelpName = "K/N|auto" };
    private readonly Option<bool> _keepGoing = new("--keep-going") { Description = "Publish the other images where one fails, and end with its exit code" };

    public void AddTo(Command command)
    {
        command.Add(_byDigest);
        command.Add(_partition);
        command.Add(_keepGoing);
    }

    /// <summary>The platforms of an option that takes several, with commas too.</summary>
    public static IReadOnlyList<Platform> PlatformsOf(IReadOnlyList<string> texts) =>
        [.. texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(Platform.Parse).Distinct()];

    /// <summary>A request for one image, as the options would have it.</summary>
    public PublishRequest Of(CommandSession session, PublishRequest request) => request with { ByDigest = request.ByDigest || session.Has(_byDigest) };

    /// <summary>The run that images make; <c>null</c> where it is one image for one job.</summary>
    /// <param name="session">The run of the command.</param>
    /// <param name="several">The images, or <c>null</c> where they were not named as several.</param>
    /// <param name="single">The one image then.</param>
    /// <exception cref="PlimsollException">There is no such share (exit code 2).</exception>
    public PublishRunRequest? Of(CommandSession session, IReadOnlyList<NamedRequest>? several, Func<PublishRequest> single)
    {
        var partition = PartitionOf(session);
        if (several is null && partition is null && !session.Has(_byDigest))
            return null;

        var images = several ?? [NamedOf(single())];
        if (session.Has(_byDigest))
            images = [.. images.SelectMany(ByDigest)];
        if (several is null && partition is null && images.Count == 1)
            return null;

        PublishRun.RefuseSamePlace(images);
        return new PublishRunRequest(partition?.Select(images, image => image.Name) ?? images, partition?.ToString(), session.Has(_keepGoing));
    }

    /// <summary>A plan says which images it is for; an option that would have others is not left out of account.</summary>
    /// <exception cref="PlimsollException">The share asked for is not the plan's (exit code 2).</exception>
    public void RefuseOtherShare(ParseResult parsed, string? planned)
    {
        if (parsed.GetValue(_partition) is { } asked && asked != planned)
            throw PlimsollException.Usage($"The plan is {(planned is null ? "of no share" : $"of the share {planned}")}, and --partition {asked} asks for another.", "Plan each share by itself: plimsoll plan --partition K/N --save FILE.");
    }

    /// <summary>The run that a plan was made for.</summary>
    /// <exception cref="PlimsollException">An image of it could not be planned, and the others are not to go on (exit code 2).</exception>
    public PublishRunRequest OfPlan(CommandSession session, RunPlanDocument plan, Func<RunPlanEntry, PublishRequest> request) => plan.Failed is [var failed, ..] && !session.Has(_keepGoing)
        ? throw PlimsollException.Usage($"The plan lacks {failed.Image}, which could not be planned: {failed.Message}", "Plan again, or publish the others with --keep-going.")
        : new PublishRunRequest([.. plan.Images.Select(image => new NamedRequest(image.Name, request(image)))], plan.Partition, session.Has(_keepGoing));

    private static NamedRequest NamedOf(PublishRequest request) => new(request.Image, request);

    private static IEnumerable<NamedRequest> ByDigest(NamedRequest image) => image.Request switch
    {
        { Build.Platforms: { Count: > 0 } platforms } => platforms.Select(image.ForPlatform),
        { Platforms.Count: > 0 } request => request.Platforms.Select(image.ForPlatform),
        { Platform: { } platform } => [image.ForPlatform(platform)],
        var request => [image with { Request = request with { ByDigest = true } }],
    };

    /// <summary>Only where it is asked for: GitLab numbers the jobs of a matrix too, in which each builds something else.</summary>
    private Partition? PartitionOf(CommandSession session) => session.Value(_partition, "PLIMSOLL_PARTITION", null) switch
    {
        null => null,
        "auto" => Partition.Detect(session.Host.Environment),
        var text => Partition.Parse(text),
    };
}
