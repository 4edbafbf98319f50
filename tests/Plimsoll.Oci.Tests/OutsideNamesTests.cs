using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Uploads;
using Plimsoll.Oci.Storage.Directories;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Oci.Tests;

/// <summary>Names that a registry, an image or a user of them chose and that are near a path: none leads out of its folder.</summary>
public sealed class OutsideNamesTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly string[] Names =
        [.. HostileText.Pieces, "../outside", "a/../../outside", "/outside", "..\\outside", "sha256:../outside", "sha256:" + new string('0', 61) + "/..", "sha256:" + new string('.', 64), "../../x:" + new string('0', 64)];

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_digest_is_a_name_without_a_path()
    {
        var digests = Names.Select(name => Digest.TryParse(name, out var digest) ? digest : null).OfType<Digest>().ToList();

        Assert.NotEmpty(digests);
        Assert.All(digests, digest => Assert.Matches(@"\Asha(256/[0-9a-f]{64}|512/[0-9a-f]{128})\z", $"{digest.Algorithm}/{digest.Hex}"));
    }

    [Fact]
    public async Task A_tag_is_a_word_in_a_layouts_index_and_never_a_file()
    {
        var image = SmallImage.Create();
        await image.PushAsync(OciLayout.OpenOrCreate(_folder["inside/layout"]), "1.0");
        await image.PushAsync(ImageDirectory.OpenOrCreate(_folder["inside/directory"]), "latest");
        var before = Files();

        foreach (var name in Names.Where(name => name.Length > 0))
        {
            await OciLayout.Open(_folder["inside/layout"]).PutManifestAsync(image.Manifest, name, None);
            await ImageDirectory.Open(_folder["inside/directory"]).PutManifestAsync(image.Manifest, name, None);
        }

        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_repository_has_an_entry_in_the_journal_whatever_it_is_called()
    {
        var journal = new UploadJournal(_folder["inside/uploads"], TimeProvider.System);
        foreach (var name in Names)
            using (var entry = journal.TryOpen(name, new Descriptor(MediaTypes.OciLayer, Digest.Sha256([1]), 1)))
                entry!.Save(new Uri("https://r.example/1"));

        // Halves of characters are all the same in UTF-8.
        Assert.Equal(Names.Select(name => Convert.ToHexString(Encoding.UTF8.GetBytes(name))).Distinct().Count(), Files().Count);
        Assert.All(Files(), file => Assert.Matches(@"\Ainside/uploads/[0-9a-f]{64}\.json\z", file));
    }

    private List<string> Files() =>
        [.. Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.Path, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
