using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Receipts that cannot be written when the tags have moved already.</summary>
public sealed partial class MissingRecordTests : RegistryCommandTests
{
    private FaultProxy? _proxy;

    public MissingRecordTests() => Git.Commit("First", "app.txt");

    /// <summary>The image as the command names it: through the proxy.</summary>
    private string Seen => Image.Replace(Registry.Root.Split('/')[0], _proxy!.Host, StringComparison.Ordinal);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _proxy = FaultProxy.Start(Registry.Root.Split('/')[0]);
    }

    public override async Task DisposeAsync()
    {
        await _proxy!.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Publish_says_that_the_image_is_published_and_where_the_receipt_is()
    {
        Release("2.1.0");
        BlockFolder(isAttachingDenied: false);

        var result = await World.RunAsync("publish", "files:out", "--image", Seen, "-e", "staging");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        var digest = await DigestAsync("2.1.0");
        Assert.Contains($"{Seen} was published under 2.1.0, 2.1, 2, latest, ", result.Error, StringComparison.Ordinal);
        Assert.Contains("but the receipt could not be written: ", result.Error, StringComparison.Ordinal);
        Assert.Contains($"The receipt is attached to {Seen}@{digest}: 'plimsoll receipt show {Seen}@{digest}' prints it.", result.Error, StringComparison.Ordinal);
        Assert.Contains("publish", (await World.SucceedAsync("receipt", "show", $"{Seen}@{digest}")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_records_it_the_line_does_that_is_given()
    {
        Release("2.1.0");
        await World.SucceedAsync("publish", "files:out", "--image", Seen, "-e", "staging");
        var first = await DigestAsync("staging");
        Release("2.2.0");
        BlockFolder(isAttachingDenied: true);

        var result = await World.RunAsync("publish", "files:out", "--image", Seen, "-e", "staging");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("It could not be attached either: ", result.Error, StringComparison.Ordinal);
        await RecordAsync(result.Error);
        await World.SucceedAsync("rollback", "--to", "previous", "-e", "staging", "--image", Seen);
        Assert.Equal(first, await DigestAsync("staging"));
    }

    [Fact]
    public async Task A_promotion_and_a_rollback_are_recorded_by_their_lines_too()
    {
        Release("2.1.0");
        await World.SucceedAsync("publish", "files:out", "--image", Seen, "-e", "staging");
        await World.SucceedAsync("promote", $"{Seen}:2.1.0", "--to", "qa");
        var first = await DigestAsync("qa");
        Release("2.2.0");
        await World.SucceedAsync("publish", "files:out", "--image", Seen, "-e", "staging");

        BlockFolder(isAttachingDenied: true);
        var promoted = await World.RunAsync("promote", $"{Seen}:2.2.0", "--to", "qa");
        Assert.Equal(ExitCode.Failed, promoted.ExitCode);
        Assert.Contains("was promoted to environment 'qa', but the receipt could not be written", promoted.Error, StringComparison.Ordinal);
        var record = await RecordAsync(promoted.Error);
        Assert.Equal(("record", "qa", "2.2.0", first), (record.Kind, record.Environment, record.Version, record.Tags.Single(tag => tag.Strategy == StrategyNames.Environment).Before!.ToString()));

        BlockFolder(isAttachingDenied: true);
        var back = await World.RunAsync("rollback", "--to", "previous", "-e", "qa", "--image", Seen);
        Assert.Equal(ExitCode.Authentication, back.ExitCode);
        Assert.Contains("Environment 'qa' was rolled back, but the hold on sha256:", back.Error, StringComparison.Ordinal);
        Assert.Contains("The receipt could not be written either (", back.Error, StringComparison.Ordinal);
        await RecordAsync(back.Error);
        Assert.Equal(first, await DigestAsync("qa"));
        Assert.Contains("Cannot determine which image", await World.FailAsync(ExitCode.NotFound, "rollback", "--to", "previous", "-e", "qa", "--image", Seen), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_that_could_not_be_attached_is_attached_with_the_receipt()
    {
        Release("2.1.0");
        await World.SucceedAsync("publish", "files:out", "--image", Seen, "-e", "staging");
        Release("2.2.0");
        await World.SucceedAsync("publish", "files:out", "--image", Seen, "-e", "staging");
        _proxy!.Decide = request => request.IsWrite && request.Target.Contains("/manifests/sha256-", StringComparison.Ordinal) ? Fault.Denied : Fault.None;

        var result = await World.RunAsync("rollback", "--to", "previous", "-e", "staging", "--receipt", "back.json");
        _proxy.Decide = _ => Fault.None;
        var receipts = ReceiptFile.FolderIn(Git.Path);
        Directory.Delete(receipts, recursive: true);
        var before = await World.RunAsync("publish", "files:out", "--image", Seen, "-e", "staging", "--dry-run");
        await World.SucceedAsync("receipt", "attach", "back.json");

        Assert.Contains("plimsoll receipt attach back.json", result.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, before.ExitCode);
        Assert.Equal(ExitCode.PolicyViolation, (await World.RunAsync("publish", "files:out", "--image", Seen, "-e", "staging", "--dry-run")).ExitCode);
    }

    [Fact]
    public async Task Several_images_are_each_said()
    {
        Git.Write("plimsoll.yml", $"registry: {Seen[..Seen.LastIndexOf('/')]}\nimages:\n  api: {{ source: out }}\n  web: {{ source: out }}\n");
        Release("2.1.0");
        BlockFolder(isAttachingDenied: true);

        var result = await World.RunAsync("publish", "-e", "staging");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("2 images were published (", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, RecordLine.Count(result.Error));
    }

    [Fact]
    public async Task What_another_image_took_since_is_not_recorded_for_the_environment()
    {
        Release("2.1.0");
        await World.SucceedAsync("publish", "files:out", "--image", Seen, "-e", "staging");
        Release("2.2.0");
        await World.SucceedAsync("publish", "files:out", "--image", Seen, "-e", "staging");

        Assert.Contains("Environment 'staging' is not at sha256:", await World.FailAsync(ExitCode.TagConflict, "receipt", "record", $"{Seen}:2.1.0", "-e", "staging"), StringComparison.Ordinal);
        Assert.Contains("has no tag or digest", await World.FailAsync(ExitCode.Usage, "receipt", "record", Seen), StringComparison.Ordinal);
    }

    /// <summary>Runs the line that the error gives, once receipts can be written again.</summary>
    private async Task<ImageReceipt> RecordAsync(string error)
    {
        var line = RecordLine.Match(error).Value.Trim();
        Assert.NotEqual("", line);
        _proxy!.Decide = _ => Fault.None;
        File.Delete(ReceiptFile.FolderIn(Git.Path));
        return ReceiptJson.Parse(Encoding.UTF8.GetBytes((await World.SucceedAsync([.. line.Split(' ')[1..], "--output", "json"])).Output), "output");
    }

    /// <summary>The folder of receipts cannot be written to from the moment on that the last tag moves.</summary>
    private void BlockFolder(bool isAttachingDenied) => _proxy!.Decide = request =>
    {
        if (request.Method == "PUT" && request.Target.Contains("/manifests/", StringComparison.Ordinal) && !request.Target.Contains("sha256", StringComparison.Ordinal) && Directory.Exists(ReceiptFile.FolderIn(Git.Path)))
        {
            var moved = $"{ReceiptFile.FolderIn(Git.Path)}.moved";
            if (Directory.Exists(moved))
                Directory.Delete(moved, recursive: true);
            BlockedFolder.Block(ReceiptFile.FolderIn(Git.Path));
        }

        return isAttachingDenied && request.IsWrite && request.Target.Contains("/manifests/sha256-", StringComparison.Ordinal) ? Fault.Denied : Fault.None;
    };

    private void Release(string version)
    {
        World.Clock.Advance(TimeSpan.FromMinutes(1));
        Git.Commit(version, "app.txt");
        Git.Tag($"v{version}");
        Git.Write("out/app", version);
    }

    private async Task<string?> DigestAsync(string tag) => (await Repository.ResolveAsync(tag, None))?.Digest.ToString();

    [GeneratedRegex("plimsoll receipt record .*")]
    private static partial Regex RecordLine { get; }
}
