using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class HistoryTests : IAsyncLifetime, IDisposable
{
    private static readonly string Long = $"RUN /bin/sh -c {new string('x', 300)} # end";

    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;
    private readonly InMemoryImage _image = InMemoryImage.Create(null, ("first", "1"), ("second", "2")).WithConfig(config => config["history"] = new JsonArray(
        Step("2026-05-20T11:59:30Z", "COPY first /", "buildkit.dockerfile.v0"),
        Step("2026-05-06T12:00:00Z", "ENV A=b", null, isEmpty: true),
        Step(null, Long, null),
        Step("1970-01-01T00:00:00Z", "CMD [\"a\"\n,\"b\"]", null, isEmpty: true)));

    public HistoryTests() => _world = new CommandWorld(_folder.Path);

    public async Task InitializeAsync()
    {
        _world.Clock.SetUtcNow(new DateTimeOffset(2026, 5, 20, 12, 0, 0, TimeSpan.Zero));
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);
        await ImageCopier.CopyAsync(_image, _image.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(_image.Manifest, "1.0", CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_step_is_a_row_newest_first_and_whole()
    {
        var lines = (await _world.SucceedAsync("history", "oci:layout:1.0")).Lines;

        var layers = _image.Content.Layers;
        Assert.Equal(["LAYER", "CREATED", "COMPRESSED", "COMMENT", "CREATED BY"], Cells(lines[0]));
        Assert.Equal(["-", "-", "0B", "-", "CMD [\"a\" ,\"b\"]"], Cells(lines[1]));
        Assert.Equal([layers[1].Digest.ToString(), "-", $"{layers[1].Size}B", "-", Long], Cells(lines[2]));
        Assert.Equal(["-", "2 weeks ago", "0B", "-", "ENV A=b"], Cells(lines[3]));
        Assert.Equal([layers[0].Digest.ToString(), "30 seconds ago", $"{layers[0].Size}B", "buildkit.dockerfile.v0", "COPY first /"], Cells(lines[4]));
        Assert.Equal(5, lines.Length);
    }

    [Fact]
    public async Task A_terminal_gets_no_line_that_is_wider_unless_nothing_is_to_be_cut()
    {
        (_world.IsOutputTerminal, _world.TerminalWidth) = (true, 120);
        _world.Environment["NO_COLOR"] = "1";

        var cut = await _world.SucceedAsync("history", "oci:layout:1.0");
        var whole = await _world.SucceedAsync("history", "oci:layout:1.0", "--no-trunc");

        Assert.All(cut.Lines, line => Assert.True(line.Length <= 120, line));
        Assert.Equal(5, cut.Lines.Length);
        Assert.EndsWith("xx…", cut.Lines[2], StringComparison.Ordinal);
        Assert.Contains(Long, whole.Output, StringComparison.Ordinal);
        Assert.Contains(_image.Content.Layers[0].Digest.ToString(), whole.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_has_times_and_sizes_as_they_are()
    {
        using var json = JsonDocument.Parse((await _world.SucceedAsync("history", "oci:layout:1.0", "--output", "json")).Output);

        var steps = json.RootElement.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal(_image.Content.Layers[0].Size, steps[3].GetProperty("size").GetInt64());
        Assert.Equal("2026-05-20T11:59:30Z", steps[3].GetProperty("created").GetString());
        Assert.Equal(JsonValueKind.Null, steps[3].GetProperty("uncompressedSize").ValueKind);
        Assert.Equal([true, false, true, false], steps.Select(step => step.GetProperty("emptyLayer").GetBoolean()));
        Assert.Equal("CMD [\"a\"\n,\"b\"]", steps[0].GetProperty("createdBy").GetString());
    }

    private static string[] Cells(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static JsonObject Step(string? created, string createdBy, string? comment, bool isEmpty = false)
    {
        var step = new JsonObject { ["created_by"] = createdBy };
        if (created is not null)
            step["created"] = created;
        if (comment is not null)
            step["comment"] = comment;
        if (isEmpty)
            step["empty_layer"] = true;
        return step;
    }
}
