using System.Text.Json;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Legacy;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>A release that turned out bad, in a real registry.</summary>
public sealed class RollbackTests : RegistryCommandTests
{
    public RollbackTests()
    {
        Git.Commit("First", "app.txt");
        World.Environment["USER"] = "ann";
    }

    [Fact]
    public async Task The_environment_goes_back_to_what_it_had_before_and_no_version_changes()
    {
        var good = await ReleaseAsync("2.1.0");
        var bad = await ReleaseAsync("2.2.0");

        var result = await World.SucceedAsync("rollback", "--to", "previous", "--environment", "production", "--output", "json");

        Assert.Equal(good, await DigestAsync("production"));
        Assert.Equal((good, bad), (await DigestAsync("2.1.0"), await DigestAsync("2.2.0")));
        var receipt = ReceiptJson.Parse(System.Text.Encoding.UTF8.GetBytes(result.Output), "output");
        Assert.Equal((ReceiptKind.Rollback, "production", "2.1.0", Image), (receipt.Kind, receipt.Environment, receipt.Version, receipt.Destination));
        var tag = Assert.Single(receipt.Tags);
        Assert.Equal(("production", TagAction.Move, bad, good), (tag.Tag, tag.Action, tag.Before!.ToString(), tag.After.ToString()));
        Assert.Equal((bad, "2.2.0", "ann"), (receipt.Hold!.Digest.ToString(), receipt.Hold.Version, receipt.Hold.HeldBy));
        Assert.Equal(2, (await Repository.ListTagsAsync(None).ToListAsync()).Count(tag => tag.StartsWith("2.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_rollback_whose_receipt_cannot_be_written_leaves_the_hold_all_the_same()
    {
        var good = await ReleaseAsync("2.1.0");
        var bad = await ReleaseAsync("2.2.0");
        await using var proxy = FaultProxy.Start(Registry.Root.Split('/')[0]);
        proxy.Decide = request =>
        {
            if (request.Method == "PUT" && request.Target.EndsWith("/manifests/production", StringComparison.Ordinal))
                BlockedFolder.Block(ReceiptFile.FolderIn(Git.Path));
            return Fault.None;
        };

        var result = await World.RunAsync("rollback", "--to", good, "-e", "production", "--image", Image.Replace(Registry.Root.Split('/')[0], proxy.Host, StringComparison.Ordinal));

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("Environment 'production' was rolled back, but the receipt could not be written", result.Error, StringComparison.Ordinal);
        Assert.Contains($"{bad} is on hold: the hold is attached to it", result.Error, StringComparison.Ordinal);
        Assert.Contains("production", result.Output, StringComparison.Ordinal);
        Assert.Equal(good, await DigestAsync("production"));
        Assert.Single(await HoldsAsync(bad));
    }

    [Fact]
    public async Task The_plan_comes_first_and_a_dry_run_is_only_that()
    {
        var good = await ReleaseAsync("2.1.0");
        var bad = await ReleaseAsync("2.2.0");

        var plan = await World.SucceedAsync("rollback", "--to", good, "-e", "production", "--dry-run");
        using var json = JsonDocument.Parse((await World.SucceedAsync("rollback", "--to", good, "-e", "production", "--dry-run", "--reason", "it leaks", "--output", "json")).Output);

        Assert.Equal(bad, await DigestAsync("production"));
        Assert.Empty(await HoldsAsync(bad));
        Assert.Contains(plan.Lines, line => line.StartsWith("move", StringComparison.Ordinal) && line.EndsWith($"production  {bad} → {good}", StringComparison.Ordinal));
        Assert.Contains(plan.Lines, line => line.StartsWith("hold", StringComparison.Ordinal) && line.EndsWith($"2.2.0       {bad}", StringComparison.Ordinal));
        Assert.Equal((bad, "it leaks"), (json.RootElement.GetProperty("withdrawn").GetProperty("image").GetString(), json.RootElement.GetProperty("withdrawn").GetProperty("reason").GetString()));

        Assert.Contains($"{bad} → {good}", (await World.SucceedAsync("rollback", "--to", good, "-e", "production")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_withdrawn_is_refused_until_the_hold_is_released()
    {
        await ReleaseAsync("2.1.0");
        var bad = await ReleaseAsync("2.2.0");
        await World.SucceedAsync("rollback", "--to", "previous", "-e", "production", "--reason", "it leaks memory");
        DeleteReceipts();

        var published = await World.FailAsync(ExitCode.PolicyViolation, Publish());
        var promoted = await World.FailAsync(ExitCode.PolicyViolation, "promote", $"{Image}:2.2.0", "--to", "production");
        var rolled = await World.FailAsync(ExitCode.PolicyViolation, "rollback", "--to", bad, "--image", Image, "-e", "production");
        await World.SucceedAsync("promote", $"{Image}:2.2.0", "--to", "staging");

        foreach (var refusal in new[] { published, promoted, rolled })
            Assert.All(["ann", "2026-05-19T", "it leaks memory", "2.2.0", bad, "--release-hold"], word => Assert.Contains(word, refusal, StringComparison.Ordinal));
        var released = ReceiptJson.Parse(System.Text.Encoding.UTF8.GetBytes((await World.SucceedAsync([.. Publish(), "--release-hold", "--output", "json"])).Output), "output");
        Assert.Equal(bad, await DigestAsync("production"));
        Assert.Equal(await HoldsAsync(bad), released.ReleasedHolds);

        await World.SucceedAsync("rollback", "--to", (await DigestAsync("2.1.0"))!, "--image", Image, "-e", "staging", "--reason", "elsewhere");
        DeleteReceipts();
        await World.SucceedAsync(Publish());
        await World.SucceedAsync("promote", $"{Image}:2.2.0", "--to", "production");
    }

    [Fact]
    public async Task The_image_is_held_also_where_nobody_reads_the_record()
    {
        await ReleaseAsync("2.1.0");
        var bad = await ReleaseAsync("2.2.0");
        World.Out = new GoneReader();

        await World.RunAsync("rollback", "--to", "previous", "-e", "production");

        Assert.Single(await HoldsAsync(bad));
    }

    [Fact]
    public async Task A_plan_tells_of_the_hold()
    {
        await ReleaseAsync("2.1.0");
        var bad = await ReleaseAsync("2.2.0");
        await World.SucceedAsync("rollback", "--to", "previous", "-e", "production", "--reason", "it leaks");

        var result = await World.RunAsync(["plan", .. Publish()[1..], "--output", "json"]);

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        using var plan = JsonDocument.Parse(result.Output);
        var finding = Assert.Single(plan.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal(("withdrawn-image", "production"), (finding.GetProperty("rule").GetString(), finding.GetProperty("tag").GetString()));
        Assert.Contains(bad, finding.GetProperty("message").GetString(), StringComparison.Ordinal);
        await World.SucceedAsync([.. Publish(), "--dry-run", "--release-hold"]);
    }

    [Fact]
    public async Task The_next_version_needs_no_release()
    {
        await ReleaseAsync("2.1.0");
        await ReleaseAsync("2.2.0");
        await World.SucceedAsync("rollback", "--to", "previous", "-e", "production");

        Assert.Equal(await ReleaseAsync("2.2.1"), await DigestAsync("production"));
    }

    [Fact]
    public async Task A_version_that_is_built_anew_is_held_too()
    {
        await ReleaseAsync("2.1.0");
        await ReleaseAsync("2.2.0");
        await World.SucceedAsync("rollback", "--to", "previous", "-e", "production");
        Git.Write("out/app", "built on another day");

        Assert.Contains("withdrawn-image", await World.FailAsync(ExitCode.PolicyViolation, Publish()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_was_built_anew_and_is_promoted_by_digest_is_held_too()
    {
        await ReleaseAsync("2.1.0");
        await ReleaseAsync("2.2.0");
        await RollBackAsync();
        DeleteReceipts();
        var plain = SmallImage.Create("built on another day");
        var manifest = (ImageManifest)plain.Manifest.Parse() with { Annotations = new SortedDictionary<string, string> { ["org.opencontainers.image.version"] = "2.2.0" } };
        var anew = plain with { Manifest = manifest.Serialize() };
        await anew.PushAsync(Repository, tag: null);

        Assert.Contains("withdrawn-image", await World.FailAsync(ExitCode.PolicyViolation, "promote", $"{Image}@{anew.Manifest.Descriptor.Digest}", "--to", "production"), StringComparison.Ordinal);
    }

    /// <summary>Every image of a .NET project says 1.0.0 until somebody sets another version.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_label_that_a_build_left_there_holds_no_other_version(bool hasReceipts)
    {
        foreach (var version in (string[])["1.1.0", "1.2.0", "1.3.0"])
        {
            Release(version);
            await WriteLabelledAsync(version);
            await World.SucceedAsync("publish", "oci:image:x", "--image", Image);
            if (version != "1.3.0")
                await World.SucceedAsync("promote", $"{Image}:{version}", "--to", "production");
            if (version == "1.2.0")
                await RollBackAsync();
        }

        if (!hasReceipts)
            DeleteReceipts();

        var refusal = await World.FailAsync(ExitCode.PolicyViolation, "promote", $"{Image}:1.2.0", "--to", "production");
        await World.FailAsync(ExitCode.PolicyViolation, "promote", $"{Image}@{await DigestAsync("1.2.0")}", "--to", "production");
        await World.SucceedAsync("promote", $"{Image}:1.1.0", "--to", "production");
        await World.SucceedAsync("promote", $"{Image}@{await DigestAsync("1.3.0")}", "--to", "production");

        Assert.Contains($"{Image}:1.2.0", refusal, StringComparison.Ordinal);
        Assert.Contains("(1.2.0)", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("1.0.0", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_of_a_promotion_has_the_version_that_was_released()
    {
        Release("1.1.0");
        await WriteLabelledAsync("1.1.0");
        await World.SucceedAsync("publish", "oci:image:x", "--image", Image);
        DeleteReceipts();

        foreach (var asked in (string[])[$"{Image}:1.1.0", $"{Image}@{await DigestAsync("1.1.0")}", $"{Image}:{Git.Head[..7]}"])
            Assert.Equal("1.1.0", JsonDocument.Parse((await World.SucceedAsync("promote", asked, "--to", "qa", "--output", "json")).Output).RootElement.GetProperty("version").GetString());
    }

    [Fact]
    public async Task A_hold_that_only_a_receipt_knows_counts()
    {
        await ReleaseAsync("2.1.0");
        var bad = await ReleaseAsync("2.2.0");
        await World.SucceedAsync("rollback", "--to", "previous", "-e", "production");
        foreach (var referrer in await Repository.GetReferrersAsync(Digest.Parse(bad), HoldReferrer.ArtifactType, None))
            Assert.True(await Repository.DeleteManifestAsync(referrer.Digest, None));

        await World.FailAsync(ExitCode.PolicyViolation, Publish());
        await World.SucceedAsync([.. Publish(), "--release-hold"]);
        await World.SucceedAsync("rollback", "--to", (await DigestAsync("2.1.0"))!, "-e", "production", "--image", Image);
    }

    [Fact]
    public async Task Going_back_twice_goes_back_further()
    {
        var first = await ReleaseAsync("2.1.0");
        var second = await ReleaseAsync("2.2.0");
        await ReleaseAsync("2.3.0");

        await RollBackAsync();
        Assert.Equal(second, await DigestAsync("production"));
        await RollBackAsync();
        Assert.Equal(first, await DigestAsync("production"));

        Assert.Contains("Cannot determine which image 'production' had before", await World.FailAsync(ExitCode.NotFound, "rollback", "--to", "previous", "-e", "production"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Going_back_again_never_goes_forward()
    {
        var first = await ReleaseAsync("2.1.0");
        await ReleaseAsync("2.2.0");
        await ReleaseAsync("2.3.0");
        World.Clock.Advance(TimeSpan.FromMinutes(1));
        await World.SucceedAsync("rollback", "--to", first, "-e", "production");

        Assert.Contains("Cannot determine which image 'production' had before", await World.FailAsync(ExitCode.NotFound, "rollback", "--to", "previous", "-e", "production"), StringComparison.Ordinal);
        Assert.Equal(first, await DigestAsync("production"));
    }

    [Fact]
    public async Task Receipts_of_this_machine_do_not_hide_what_others_shipped_since()
    {
        await ReleaseAsync("2.1.0");
        var kept = Directory.GetFiles(ReceiptFile.FolderIn(Git.Path)).Select(file => (file, text: File.ReadAllText(file))).ToList();
        var second = await ReleaseAsync("2.2.0", "--attach");
        await ReleaseAsync("2.3.0", "--attach");
        DeleteReceipts();
        foreach (var (file, text) in kept)
            File.WriteAllText(file, text);

        await RollBackAsync();

        Assert.Equal(second, await DigestAsync("production"));
    }

    [Fact]
    public async Task What_is_held_on_this_machine_does_not_hide_what_is_attached()
    {
        var first = await ReleaseAsync("2.1.0", "--attach");
        await ReleaseAsync("2.2.0", "--attach");
        await ReleaseAsync("2.3.0", "--attach");
        DeleteReceipts();
        await World.SucceedAsync("rollback", "--to", "previous", "-e", "production", "--image", Image);

        await RollBackAsync();

        Assert.Equal(first, await DigestAsync("production"));
    }

    [Fact]
    public async Task The_evidence_that_is_required_of_an_image_is_required_of_the_one_gone_back_to()
    {
        var good = await ReleaseAsync("2.1.0");
        var bad = await ReleaseAsync("2.2.0");
        Git.Write("plimsoll.yml", "environments:\n  staging: {}\n  production:\n    requires: staging\n    evidence: [signature: { key: signing.pub }]\n");
        SigningKey.Create(Git.Path);

        var error = await World.FailAsync(ExitCode.PolicyViolation, "rollback", "--to", "previous", "-e", "production");
        Assert.Equal(bad, await DigestAsync("production"));
        using (var signer = new SignerFactory(_ => null, Git.Path, TimeProvider.System).Open(KeyReference.Parse("signing.pem")))
            await LegacySigner.SignAsync(Repository, ImageReference.Parse(Image), Digest.Parse(good), signer, CancellationToken.None);
        await RollBackAsync();

        Assert.Contains("missing-evidence", error, StringComparison.Ordinal);
        Assert.Equal(good, await DigestAsync("production"));
    }

    [Fact]
    public async Task The_last_receipt_alone_tells_what_was_there_before()
    {
        var good = await ReleaseAsync("2.1.0");
        DeleteReceipts();
        await ReleaseAsync("2.2.0");

        await RollBackAsync();

        Assert.Equal(good, await DigestAsync("production"));
    }

    [Fact]
    public async Task Attached_receipts_tell_where_there_are_no_files()
    {
        var good = await ReleaseAsync("2.1.0", "--attach");
        await ReleaseAsync("2.2.0", "--attach");
        DeleteReceipts();

        await World.SucceedAsync("rollback", "--to", "previous", "-e", "production", "--image", Image);

        Assert.Equal(good, await DigestAsync("production"));
    }

    [Fact]
    public async Task A_receipt_names_image_and_place()
    {
        var good = await ReleaseAsync("2.1.0", "--receipt", "good.json");
        await ReleaseAsync("2.2.0", "--receipt", "bad.json");

        await World.SucceedAsync("rollback", "--to", "good.json", "-e", "production");

        Assert.Equal(good, await DigestAsync("production"));
    }

    [Fact]
    public async Task Floating_tags_go_back_within_their_lines()
    {
        var good = await ReleaseAsync("2.1.0");
        var bad = await ReleaseAsync("2.2.0");
        await TagAsync(good, "2.1");
        await TagAsync(bad, "latest", "2", "2.2", "main", "7783026");

        var plan = await World.SucceedAsync("rollback", "--to", "previous", "-e", "production", "--floating", "--dry-run");
        await World.SucceedAsync("rollback", "--to", "previous", "-e", "production", "--floating");

        Assert.Equal(new[] { good, good, good, good }, await Task.WhenAll(new[] { "production", "latest", "2", "2.1" }.Select(DigestAsync)));
        Assert.Equal(new[] { bad, bad, bad }, await Task.WhenAll(new[] { "2.2", "2.2.0", "main" }.Select(DigestAsync)));
        var left = Assert.Single(plan.Lines, line => line.StartsWith("leave", StringComparison.Ordinal));
        Assert.Matches("^leave +2.2 +2.1.0 is not in that version line$", left);

        // Without an environment, too, the withdrawn image does not take `latest` again.
        DeleteReceipts();
        Assert.Contains("withdrawn", await World.FailAsync(ExitCode.PolicyViolation, "publish", "files:out", "--image", Image), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_asking_for_it_floating_tags_stay()
    {
        await ReleaseAsync("2.1.0");
        var bad = await ReleaseAsync("2.2.0");
        await TagAsync(bad, "latest");

        await RollBackAsync();

        Assert.Equal(bad, await DigestAsync("latest"));
        DeleteReceipts();
        await World.SucceedAsync("publish", "files:out", "--image", Image);
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData("", false)]
    [InlineData("n", false)]
    public async Task At_a_terminal_somebody_is_asked(string answer, bool moves)
    {
        var good = await ReleaseAsync("2.1.0");
        var bad = await ReleaseAsync("2.2.0");
        (World.IsInputTerminal, World.Input) = (true, answer);

        var result = await World.RunAsync("rollback", "--to", "previous", "-e", "production");

        Assert.Equal(moves ? ExitCode.Done : ExitCode.Interrupted, result.ExitCode);
        Assert.Contains("[y/N]", result.Error, StringComparison.Ordinal);
        Assert.Equal(moves ? good : bad, await DigestAsync("production"));
        Assert.DoesNotContain("[y/N]", (await World.SucceedAsync("rollback", "--to", good, "-e", "production", "--yes")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Going_back_to_what_is_there_moves_and_holds_nothing()
    {
        var only = await ReleaseAsync("2.1.0");

        var result = await World.SucceedAsync("rollback", "--to", only, "-e", "production");

        Assert.Contains("already", result.Error, StringComparison.Ordinal);
        Assert.Empty(await HoldsAsync(only));
    }

    [Fact]
    public async Task What_cannot_be_gone_back_to_is_refused()
    {
        await ReleaseAsync("2.1.0", "--receipt", "production.json");
        await World.SucceedAsync("promote", $"{Image}:2.1.0", "--to", "staging", "--receipt", "staging.json");

        Assert.Contains("for environment 'staging', not 'production'", await World.FailAsync(ExitCode.Usage, "rollback", "--to", "staging.json", "-e", "production"), StringComparison.Ordinal);
        Assert.Contains("no tag 'qa'", await World.FailAsync(ExitCode.NotFound, "rollback", "--to", "previous", "-e", "qa", "--image", Image), StringComparison.Ordinal);
        Assert.Contains("does not have image", await World.FailAsync(ExitCode.NotFound, "rollback", "--to", SampleReceipts.DigestOf("gone").ToString(), "-e", "production", "--image", Image), StringComparison.Ordinal);
        Assert.Contains("There is no receipt", await World.FailAsync(ExitCode.NotFound, "rollback", "--to", "nowhere.json", "-e", "production"), StringComparison.Ordinal);
        Assert.Contains("--environment", await World.FailAsync(ExitCode.Usage, "rollback", "--to", "previous"), StringComparison.Ordinal);
        Assert.Contains("--image", await World.FailAsync(ExitCode.Usage, "rollback", "--to", "previous", "-e", "nowhere"), StringComparison.Ordinal);
        Assert.Contains("sha256", await World.FailAsync(ExitCode.Usage, "rollback", "--to", "sha256:12", "-e", "production", "--image", Image), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layout_goes_back_too()
    {
        string[] publish = ["publish", "files:out", "--image", "app", "--environment", "production"];
        Release("2.1.0");
        await World.SucceedAsync(publish);
        Release("2.2.0");
        await World.SucceedAsync(publish);

        var plan = await World.SucceedAsync("rollback", "--to", "previous", "-e", "production");

        Assert.Contains("moved", plan.Output, StringComparison.Ordinal);
        Assert.Contains("withdrawn", await World.FailAsync(ExitCode.PolicyViolation, publish), StringComparison.Ordinal);
    }

    private async Task RollBackAsync()
    {
        World.Clock.Advance(TimeSpan.FromMinutes(1));
        await World.SucceedAsync("rollback", "--to", "previous", "--environment", "production");
    }

    private async Task<string> ReleaseAsync(string version, params string[] options)
    {
        Release(version);
        await World.SucceedAsync([.. Publish(), .. options]);
        return (await DigestAsync(version))!;
    }

    private void Release(string version)
    {
        World.Clock.Advance(TimeSpan.FromMinutes(1));
        Git.Commit(version, "app.txt");
        Git.Tag($"v{version}");
        Git.Write("out/app", version);
    }

    private string[] Publish() => ["publish", "files:out", "--image", Image, "--environment", "production"];

    private async Task WriteLabelledAsync(string content)
    {
        var image = InMemoryImage.Create(new Dictionary<string, string> { ["org.opencontainers.image.version"] = "1.0.0" }, ("app", content));
        var layout = OciLayout.OpenOrCreate(Git["image"]);
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, None);
        await layout.PutManifestAsync(image.Manifest, "x", None);
    }

    private async Task TagAsync(string digest, params string[] tags)
    {
        var manifest = await Repository.GetManifestAsync(digest, None);
        foreach (var tag in tags)
            await Repository.PutManifestAsync(manifest, tag, None);
    }

    private async Task<string?> DigestAsync(string tag) => (await Repository.ResolveAsync(tag, None))?.Digest.ToString();

    private async Task<IReadOnlyList<string>> HoldsAsync(string digest)
    {
        var documents = new List<string>();
        foreach (var referrer in await Repository.GetReferrersAsync(Digest.Parse(digest), HoldReferrer.ArtifactType, None))
        {
            var manifest = (ImageManifest)(await Repository.GetManifestAsync(referrer.Digest.ToString(), None)).Parse();
            using var document = await JsonDocument.ParseAsync(await Repository.OpenBlobAsync(manifest.Layers[0], None));
            if (document.RootElement.GetProperty("hold") is { ValueKind: JsonValueKind.Object } hold)
                documents.Add(hold.GetProperty("id").GetString()!);
        }

        return documents;
    }

    /// <summary>A pipe whose other end is closed.</summary>
    private sealed class GoneReader : StringWriter
    {
        public override Task WriteLineAsync(string? value) => throw new IOException("Broken pipe");
    }

    private void DeleteReceipts()
    {
        foreach (var file in Directory.GetFiles(ReceiptFile.FolderIn(Git.Path)))
            File.Delete(file);
    }
}
