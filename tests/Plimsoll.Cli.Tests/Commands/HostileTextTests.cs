using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Text in an image that would steer the terminal or the CI host that reads what the command prints.</summary>
public sealed class HostileTextTests : IDisposable
{
    private const string Command = "##vso[task.setvariable variable=PATH]/evil";

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_tag_commands_neither_the_terminal_nor_the_CI_host()
    {
        await WriteAsync(Command, "::error::no", "a\u001b[2J", "1\n##vso[x]");

        var result = await new CommandWorld(_folder.Path).SucceedAsync("ls", "oci:layout");

        Assert.Equal([@"#\#vso[task.setvariable variable=PATH]/evil", @"1\n#\#vso[x]", @"\::error::no", @"a\u001b[2J"], result.Lines);
    }

    [Fact]
    public async Task JSON_holds_the_text_as_it_is_and_no_command()
    {
        await WriteAsync(Command, "###");

        var list = await new CommandWorld(_folder.Path).SucceedAsync("ls", "oci:layout", "--output", "json");
        var image = await new CommandWorld(_folder.Path).SucceedAsync("inspect", "oci:layout", "--output", "json");

        Assert.DoesNotContain("##", list.Output + image.Output, StringComparison.Ordinal);
        using var tags = JsonDocument.Parse(list.Output);
        Assert.Equal(["###", Command], tags.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        using var info = JsonDocument.Parse(image.Output);
        Assert.Equal(Command, info.RootElement.GetProperty("annotations").GetProperty(Command).GetString());
    }

    [Fact]
    public void A_receipt_names_whoever_ran_it_and_commands_nothing()
    {
        var receipt = new ImageReceipt
        {
            ToolVersion = "0.0.0",
            StartedAt = Contexts.Now,
            FinishedAt = Contexts.Now,
            Destination = "localhost:5000/acme/app",
            Via = "direct",
            Commit = "0123456789012345678901234567890123456789",
            Actor = Command,
            Tags = [],
            Blobs = [],
        };

        Assert.DoesNotContain("##", receipt.ToJson(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(receipt.ToJson());
        Assert.Equal(Command, json.RootElement.GetProperty("actor").GetString());
    }

    private static ManifestContent Annotated { get; } =
        (new ImageIndex([]) { MediaType = MediaTypes.OciIndex, Annotations = new Dictionary<string, string> { [Command] = Command } }).Serialize();

    /// <summary>A layout as anybody can write one: its tags are any text.</summary>
    private async Task WriteAsync(params string[] tags)
    {
        await OciLayout.OpenOrCreate(_folder["layout"]).PutManifestAsync(Annotated, "1.0", CancellationToken.None);
        var entries = tags.Select(tag => Annotated.Descriptor with { Annotations = new Dictionary<string, string> { ["org.opencontainers.image.ref.name"] = tag } });
        _folder.Write("layout/index.json", System.Text.Encoding.UTF8.GetString(new ImageIndex([.. entries]).Serialize().Bytes.Span));
    }
}
