using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layers;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Layers;

public sealed class LayerMemoryTests : IDisposable
{
    private static readonly Digest Layer = Digest.Sha256([1]);
    private static readonly RememberedBlob Gzip = new(Digest.Sha256([2]), 12, LayerCompression.Gzip);
    private static readonly RememberedBlob Zstd = new(Digest.Sha256([3]), 10, LayerCompression.Zstd);

    private readonly TempDirectory _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    private string Folder => _folder["state/layers"];

    private LayerMemory Memory => new(Folder, _clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_one_process_remembers_the_next_one_finds_the_last_first()
    {
        Memory.Remember(Layer, Gzip);
        Memory.Remember(Layer, Zstd);
        Memory.Remember(Layer, Zstd);

        Assert.Equal([Zstd, Gzip], Memory.Find(Layer));
        Assert.Empty(Memory.Find(Digest.Sha256([9])));
    }

    [Fact]
    [Trait("Answers", "CVE-2026-50526")]
    public void The_folder_is_the_users_alone()
    {
        if (OperatingSystem.IsWindows())
            return;

        Memory.Remember(Layer, Gzip);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Fact]
    [Trait("Answers", "CVE-2026-50526")]
    public void A_folder_that_others_can_write_to_is_not_believed()
    {
        if (OperatingSystem.IsWindows())
            return;

        Memory.Remember(Layer, Gzip);
        File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | UnixFileMode.OtherWrite);

        Assert.Empty(Memory.Find(Layer));
        Memory.Remember(Layer, Zstd);
        Assert.DoesNotContain("zstd", File.ReadAllText(Assert.Single(Directory.GetFiles(Folder))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_valid_is_passed_over()
    {
        Memory.Remember(Layer, Gzip);
        var file = Assert.Single(Directory.GetFiles(Folder));
        File.AppendAllText(file, $"sha256:short 3 gzip\n{Zstd.Digest} -3 zstd\n{Zstd.Digest} 3 none\n{Zstd.Digest} 3\n\n{Zstd}\n");

        Assert.Equal([Gzip, Zstd], Memory.Find(Layer));
    }

    [Fact]
    [Trait("Answers", "CVE-2026-50526")]
    public void The_file_of_another_layer_is_not_taken_for_this_one()
    {
        Memory.Remember(Layer, Gzip);
        var other = Digest.Sha256([9]);
        File.Move(Assert.Single(Directory.GetFiles(Folder)), Path.Combine(Folder, $"sha256-{other.Hex}.layer"));

        Assert.Empty(Memory.Find(other));
    }

    [Fact]
    public void Of_one_layer_only_the_last_blobs_are_remembered()
    {
        for (var size = 1; size <= 20; size++)
            Memory.Remember(Layer, Gzip with { Size = size });

        Assert.Equal(Enumerable.Range(0, LayerMemory.MaximumBlobs).Select(index => 20L - index), Memory.Find(Layer).Select(blob => blob.Size));
    }

    [Fact]
    public void The_layers_that_were_not_used_for_longest_are_forgotten()
    {
        for (var i = 0; i < LayerMemory.MaximumLayers; i++, _clock.Advance(TimeSpan.FromSeconds(1)))
            Memory.Remember(Numbered(i), Gzip);
        Memory.Remember(Numbered(0), Gzip);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Memory.Remember(Layer, Gzip);

        Assert.InRange(Directory.GetFiles(Folder).Length, 1, LayerMemory.MaximumLayers);
        Assert.NotEmpty(Memory.Find(Layer));
        Assert.NotEmpty(Memory.Find(Numbered(0)));
        Assert.Empty(Memory.Find(Numbered(1)));
    }

    [Theory]
    [InlineData("/state", "/home/ada", "/state/plimsoll/layers")]
    [InlineData(null, "/home/ada", "/home/ada/.local/state/plimsoll/layers")]
    [InlineData("state", "/home/ada", "/home/ada/.local/state/plimsoll/layers")]
    [InlineData(null, null, null)]
    public void It_lies_beside_the_other_state_of_the_user(string? state, string? home, string? expected) =>
        Assert.Equal(expected, LayerMemory.FindFolder(name => name switch { "XDG_STATE_HOME" => state, "HOME" => home, _ => null })?.Replace('\\', '/'));

    private static Digest Numbered(int number) => Digest.Sha256(BitConverter.GetBytes(number));
}
