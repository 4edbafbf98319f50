using System.Security.Cryptography;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Gates;
using Plimsoll.Publishing.Sources;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>Real programs that decide on an image before anything of it is in the registry.</summary>
public sealed class GateTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    [Fact]
    public async Task A_gate_that_refuses_stops_everything_before_any_write()
    {
        await using var world = await CreateAsync();
        _folder.Write("gate.sh", "echo found CVE-2026-0001\nexit 7\n");

        var failure = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync(request => request with { Gates = [Gate("sh gate.sh {layout}")] }));

        Assert.Equal(ErrorKind.Policy, failure.Kind);
        Assert.Contains("it exited with status 7, and nothing was published.\n  found CVE-2026-0001", failure.Message, StringComparison.Ordinal);
        Assert.Empty(world.Writes);
        Assert.Null(await world.DigestAsync("latest"));
    }

    [Fact]
    public async Task A_gate_is_given_the_image_that_is_pushed_and_what_it_reports_is_recorded()
    {
        await using var world = await CreateAsync();
        _folder.Write("gate.sh", """
            set -e
            test -f "$1/blobs/sha256/${3#sha256:}"
            grep -q "$3" "$1/index.json"
            tar -tf "$2" | grep -q "blobs/sha256/${3#sha256:}"
            echo "$4" > report.txt

            """);
        var gate = Gate("sh gate.sh {layout} {archive} {digest} '{tags}'") with { Report = _folder["report.txt"] };

        var receipt = await world.PublishAsync(request => request with { Gates = [gate] });

        var passed = Assert.Single(receipt.Gates!);
        Assert.Equal((gate.Run, receipt.Digest, "report.txt"), (passed.Run, passed.Image, passed.Report));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder["report.txt"]))), passed.ReportDigest!.Hex);
        Assert.Equal(string.Join(',', receipt.Tags.Select(tag => tag.Tag)), File.ReadAllText(_folder["report.txt"]).Trim());
    }

    [Fact]
    public async Task Where_nothing_is_to_be_written_no_gate_runs_nor_for_a_plan_which_names_it()
    {
        await using var world = await CreateAsync();
        _folder.Write("gate.sh", "echo ran >> runs.txt\n");
        PublishRequest WithGate(PublishRequest request) => request with { Gates = [Gate("sh gate.sh")] };

        var plan = await world.PlanAsync(WithGate);
        Assert.False(File.Exists(_folder["runs.txt"]));
        await world.PublishAsync(WithGate);
        var second = await world.PublishAsync(WithGate);

        Assert.Equal(["sh gate.sh"], plan.Gates!);
        Assert.Single(File.ReadAllLines(_folder["runs.txt"]));
        Assert.Null(second.Gates);
    }

    [Fact]
    public async Task What_is_sent_by_digest_passes_first_and_the_index_of_such_parts_is_not_looked_at_again()
    {
        await using var world = await CreateAsync();
        _folder.Write("gate.sh", "echo ran >> runs.txt\n");
        ImageGate[] gates = [Gate("sh gate.sh {digest}")];

        var part = await world.PublishAsync(request => request with { Gates = gates, ByDigest = true });
        var place = ImageLocation.ForRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/app@{part.Digest}"));
        var index = await world.PublishAsync(request => request with { Source = null, Gates = gates, Parts = [new IndexPart(place, part)] });

        Assert.Equal(part.Digest, Assert.Single(part.Gates!).Image);
        Assert.Equal(index.Digest, Assert.Single(index.Gates!).Image);
        Assert.Single(File.ReadAllLines(_folder["runs.txt"]));
        await world.PublishAsync(request => request with { Source = null, Image = "acme/other", Gates = gates, Parts = [new IndexPart(place)] });
        Assert.Equal(2, File.ReadAllLines(_folder["runs.txt"]).Length);
    }

    [Theory]
    [InlineData("no-such-scanner {layout}", ErrorKind.Usage, "there is no program no-such-scanner on PATH")]
    [InlineData("./no-such-script", ErrorKind.Usage, "there is no program ./no-such-script in ")]
    [InlineData("sleep 60", ErrorKind.Failed, "did not end within")]
    [InlineData("true", ErrorKind.Usage, "did not write its report")]
    public async Task A_gate_that_cannot_decide_stops_everything_too(string command, ErrorKind kind, string expected)
    {
        await using var world = await CreateAsync();
        var gate = Gate(command) with { Timeout = TimeSpan.FromSeconds(command.StartsWith("sleep", StringComparison.Ordinal) ? 0.3 : 600), Report = command == "true" ? _folder["report.txt"] : null };

        // What another run reported does not count.
        _folder.Write("report.txt", "of another run");
        var failure = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync(request => request with { Gates = [gate] }));

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Empty(world.Writes);
    }

    public void Dispose() => _folder.Dispose();

    private ImageGate Gate(string command) => new(command) { Directory = _folder.Path };

    private static async Task<PublishingWorld> CreateAsync()
    {
        var world = await PublishingWorld.CreateAsync();
        world.Variables["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        return world;
    }
}
