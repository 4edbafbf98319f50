using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Plimsoll.Tags.Context;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Git.Tests.Hostile;

/// <summary>Repositories as an archive or a pull request can bring them: see <see cref="HostileRun"/> for how many are tried.</summary>
public sealed class HostileRepositoryTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released("First", annotated: true);

    public HostileRepositoryTests()
    {
        _repository.Commit("feat: second", "b.txt");
        _repository.Tag("v2.2.0-rc.1");
        _repository.Branch("feature/x");
        _repository.Run("remote", "add", "origin", "https://example.com/acme/app.git");
        _repository.Run("update-ref", "refs/remotes/origin/main", "HEAD");
    }

    public void Dispose() => _repository.Dispose();

    /// <summary>The files that say what there is, each in turn another than git would write.</summary>
    [Fact]
    public void A_repository_whose_files_lie_is_read_or_refused()
    {
        _repository.Run("pack-refs", "--all");
        var commit = _repository.Head;
        string[] files = ["HEAD", "config", "packed-refs", "index", "shallow", "refs/heads/main", "refs/tags/v9.9.9", "FETCH_HEAD", "ORIG_HEAD", "objects/info/alternates", "info/grafts", "info/exclude", "refs/replace/" + commit, "commondir", "logs/HEAD"];
        var valid = files.ToDictionary(file => file, file => File.Exists(GitFile(file)) ? File.ReadAllBytes(GitFile(file)) : null);
        Gen.Int[0, files.Length - 1].SelectMany(index => Gen.Frequency(
            (2, ByteEdit.Near(valid[files[index]] ?? Encoding.UTF8.GetBytes(commit + "\n"))),
            (1, LineEdit.Near(Encoding.Latin1.GetString(valid[files[index]] ?? Encoding.UTF8.GetBytes($"{commit}\n{commit} {commit}\nref: refs/heads/main\n../../objects\n"))))).Select(bytes => (files[index], bytes))).SampleHostile(
            60,
            file =>
            {
                var path = GitFile(file.Item1);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var original = valid[file.Item1];
                try
                {
                    File.WriteAllBytes(path, file.bytes);
                    Read();
                }
                finally
                {
                    if (original is null)
                        File.Delete(path);
                    else
                        File.WriteAllBytes(path, original);
                }
            },
            names: _repository.Path);
    }

    /// <summary>Objects that are whole, and whose content git's own commands would not make.</summary>
    [Fact]
    public void A_commit_that_nobody_wrote_is_read_or_refused()
    {
        var commit = _repository.Run("cat-file", "commit", "HEAD");
        var tag = _repository.Run("cat-file", "tag", "v2.1.0");
        var head = _repository.Head;
        Gen.Select(Gen.Bool, Gen.Frequency((2, LineEdit.Near(commit)), (1, ByteEdit.Near(commit))), Gen.Frequency((2, LineEdit.Near(tag)), (1, ByteEdit.Near(tag)))).SampleHostile(
            50,
            sample =>
            {
                try
                {
                    if (sample.Item1)
                        File.WriteAllText(GitFile("refs/heads/main"), Store("commit", sample.Item2) + "\n");
                    else
                        File.WriteAllText(GitFile("refs/tags/v2.1.0"), Store("tag", sample.Item3) + "\n");
                    Read();
                }
                finally
                {
                    File.WriteAllText(GitFile("refs/heads/main"), head + "\n");
                }
            },
            names: _repository.Path);
    }

    /// <summary>As a computer leaves them that lost power, or a disk that fails. libgit2 alone would never return from what is cut off.</summary>
    [Fact]
    public void An_object_that_is_corrupt_is_read_or_refused()
    {
        var objects = Directory.EnumerateFiles(GitFile("objects"), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file).Length == 38).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(objects);
        var valid = objects.ConvertAll(File.ReadAllBytes);
        objects.ForEach(file => File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite));
        var edits = Gen.Int[0, objects.Count - 1].SelectMany(index => Gen.OneOf(Gen.Int[0, valid[index].Length - 1].Select(length => valid[index][..length]), ByteEdit.Near(valid[index])).Select(bytes => (index, bytes)));
        edits.SampleHostile(
            80,
            edit =>
            {
                try
                {
                    File.WriteAllBytes(objects[edit.index], edit.bytes);
                    Read();
                }
                finally
                {
                    File.WriteAllBytes(objects[edit.index], valid[edit.index]);
                }
            },
            names: _repository.Path);
    }

    /// <summary>What is read of packs is right or not read; what is read of an index or a commit-graph is what they say, as git believes them.</summary>
    [Fact]
    public void A_pack_index_or_commit_graph_that_is_corrupt_is_read_or_refused()
    {
        _repository.Run("-c", "gc.writeCommitGraph=true", "gc", "--quiet");
        var expected = _repository.Read().History.Walk().Select(commit => $"{commit.Id} {string.Join(' ', commit.ParentIds)}").ToList();
        var files = Directory.EnumerateFiles(GitFile("objects/pack")).Append(GitFile("objects/info/commit-graph")).Where(file => !file.EndsWith(".rev", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(3, files.Count);
        var valid = files.ConvertAll(File.ReadAllBytes);
        files.ForEach(file => File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Gen.Int[0, files.Count - 1].SelectMany(index => Gen.OneOf(Gen.Int[0, valid[index].Length - 1].Select(length => valid[index][..length]), Flipped(valid[index]), ByteEdit.Near(valid[index])).Select(bytes => (index, bytes))).SampleHostile(
            150,
            edit =>
            {
                try
                {
                    File.WriteAllBytes(files[edit.index], edit.bytes);
                    if (!files[edit.index].EndsWith("commit-graph", StringComparison.Ordinal))
                        File.Move(GitFile("objects/info/commit-graph"), GitFile("aside"));
                    Read();
                    if (files[edit.index].EndsWith(".pack", StringComparison.Ordinal))
                        Assert.Equal(expected, _repository.Read().History.Walk().Select(commit => $"{commit.Id} {string.Join(' ', commit.ParentIds)}"));
                }
                finally
                {
                    if (File.Exists(GitFile("aside")))
                        File.Move(GitFile("aside"), GitFile("objects/info/commit-graph"));
                    File.WriteAllBytes(files[edit.index], valid[edit.index]);
                }
            },
            names: _repository.Path);
    }

    private static Gen<byte[]> Flipped(byte[] valid) => Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Int[0, 7]).Select((at, bit) => (byte[])[.. valid[..at], (byte)(valid[at] ^ (1 << bit)), .. valid[(at + 1)..]]);

    [Theory]
    [InlineData("HEAD", 1)]
    [InlineData("HEAD", 4)]
    [InlineData("HEAD", 20)]
    [InlineData("HEAD^{tree}", 2)]
    [InlineData("v2.1.0", 30)]
    [InlineData("HEAD~1", 10)]
    public void An_object_that_was_cut_off_is_named(string revision, int missing)
    {
        var id = _repository.Run("rev-parse", revision).Trim();
        var file = GitFile($"objects/{id[..2]}/{id[2..]}");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^missing]);

        // Folders are read where files may have changed.
        _repository.Write("app.txt", "changed\n");
        var error = Reading.Refusal(() => _repository.Read().History.Walk().ToList());

        Assert.Contains($"the object {id} is corrupt ({file} is not whole)", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Odd => new()
    {
        { "packed-refs", "ID refs/tags/v1.0.0\nID refs/tags/v1.0.0\nID refs/tags/../../../x\nID refs/tags/\u001b[2J\nID refs/tags/a b\nID refs/tags/\u202ev2\nID refs/tags/v3.0.0.lock\nID refs/tags/@{x}\nID /etc/passwd\nID refs/tags/v99999999999999999999.0.0\n^ID\n^^ID\n" },
        { "packed-refs", "REPEAT ID refs/tags/v1.0." },
        { "HEAD", "ref: ../../../../etc/passwd\n" },
        { "HEAD", "ref: refs/heads/\u001b[2J\n" },
        { "HEAD", "ref: HEAD\n" },
        { "refs/heads/main", "ref: refs/heads/main\n" },
        { "refs/heads/main", "ref: refs/heads/feature/x\n" },
        { "objects/info/alternates", "/etc\n../objects\n/dev/zero\n" },
        { "config", "[include]\n\tpath = config\n" },
        { "config", "[include]\n\tpath = /dev/zero\n" },
        { "config", "[core]\n\trepositoryformatversion = 99\n\tworktree = /\n" },
        { "config", "[core]\n\tbare = maybe\n\tsharedRepository = x\n" },
        { "config", "[remote \"origin\"]\n\turl = --upload-pack=touch\n\turl = ext::sh -c x\n[branch \"main\"]\n\tremote = ../../x\n\tmerge = x\n" },
        { "info/grafts", "ID ID\n" },
        { "refs/replace/ID", "1" },
        { "shallow", "x\n" },
        { "commondir", "..\n" },
        { "commondir", "x{0}y{z\n" },
        { "HEAD", "ref: refs/heads/a{b\n" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public void A_repository_with_odd_files_is_read_or_refused(string file, string text)
    {
        text = text.StartsWith("REPEAT ", StringComparison.Ordinal)
            ? string.Concat(Enumerable.Range(0, 4_000).Select(i => $"{text["REPEAT ".Length..]}{i}\n"))
            : text;
        file = file.Replace("ID", _repository.Head, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(GitFile(file))!);
        File.WriteAllText(GitFile(file), text.Replace("ID", _repository.Head, StringComparison.Ordinal));

        HostileRun.Try(Read, names: _repository.Path);
    }

    /// <summary>LibGit2Sharp would follow these until its stack is full, which no exception tells of: the process ends.</summary>
    [Theory]
    [InlineData("refs/heads/main", "refs/heads/main")]
    [InlineData("refs/tags/v1", "refs/tags/v1")]
    [InlineData("refs/remotes/origin/HEAD", "refs/remotes/origin/HEAD")]
    [InlineData("HEAD", "HEAD")]
    public void A_reference_that_leads_to_itself_is_refused(string name, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(GitFile(name))!);
        File.WriteAllText(GitFile(name), $"ref: {target}\n");

        var refusal = Reading.Refusal(() => _repository.Read());

        Assert.Contains($"{name} leads from reference to reference without end", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Links that lead back are followed in ever more ways, by git and by libgit2: three of them for ever.</summary>
    [Fact]
    public void Links_among_the_references_that_lead_back_are_refused()
    {
        if (OperatingSystem.IsWindows())
            return;

        foreach (var link in (string[])["a", "b", "c"])
            Directory.CreateSymbolicLink(GitFile($"refs/tags/{link}"), ".");

        Assert.Contains("is a link to a folder with links to folders", Reading.Refusal(() => _repository.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_among_the_references_that_leads_elsewhere_is_followed()
    {
        if (OperatingSystem.IsWindows())
            return;

        Directory.CreateSymbolicLink(GitFile("refs/remotes/other"), "origin");

        Assert.Equal(_repository.Head, _repository.Read().Head.Id);
    }

    /// <summary>What git runs when it looks at changed files, where the repository's own configuration names it.</summary>
    [Theory]
    [InlineData("[core]\n\tfsmonitor = {0}\n")]
    [InlineData("[core]\n\thooksPath = {1}\n")]
    [InlineData("[filter \"x\"]\n\tclean = {0}\n\tsmudge = {0}\n\tprocess = {0}\n\trequired = true\n")]
    [InlineData("[diff]\n\texternal = {0}\n[diff \"x\"]\n\ttextconv = {0}\n\tcommand = {0}\n")]
    [InlineData("[core]\n\tpager = {0}\n\teditor = {0}\n\tsshCommand = {0}\n\taskPass = {0}\n\tgitProxy = {0}\n[credential]\n\thelper = !{0}\n")]
    [InlineData("[alias]\n\tstatus = !{0}\n\trev-parse = !{0}\n[gpg]\n\tprogram = {0}\n[log]\n\tshowSignature = true\n")]
    [InlineData("[include]\n\tpath = {2}\n")]
    [InlineData("[remote \"origin\"]\n\tpromisor = true\n\tuploadpack = {0}\n\tvcs = x\n[extensions]\n\tpartialClone = origin\n")]
    public void Nothing_that_the_configuration_of_a_repository_names_is_run(string configuration)
    {
        if (OperatingSystem.IsWindows())
            return;

        using var elsewhere = new TempDirectory();
        var program = elsewhere.Write("hooks/post-index-change", $"#!/bin/sh\ntouch '{elsewhere["ran"]}'\ncat\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var included = elsewhere.Write("included", $"[core]\n\tfsmonitor = {program}\n");
        _repository.Write(".gitattributes", "*.txt filter=x diff=x\n");
        File.AppendAllText(GitFile("config"), string.Format(System.Globalization.CultureInfo.InvariantCulture, configuration, program, elsewhere["hooks"], included));
        _repository.Write("app.txt", "changed\n");
        _repository.Write("b.txt", "changed too\n");

        HostileRun.Try(Read, names: _repository.Path);
        HostileRun.Try(() => new GitRepositoryReader(Reading.Given()).HashOfChanges(_repository.Path));

        Assert.False(File.Exists(elsewhere["ran"]), "A program that the repository names was run.");
    }

    /// <summary>Names that git takes, and that are read as lines, words or options where somebody is careless.</summary>
    [Theory]
    [InlineData("-x")]
    [InlineData("v1.0.0\u0085v2")]
    [InlineData("v1.0.0\u2028x")]
    [InlineData("\u202ev1.0.0")]
    [InlineData("v1.0.0;id")]
    [InlineData("$(id)")]
    [InlineData("v1.0.0'\"")]
    [InlineData("##vso[x]y")]
    public void A_tag_or_branch_of_any_name_is_read(string name)
    {
        File.WriteAllText(GitFile("refs/tags/" + name), _repository.Head + "\n");
        File.WriteAllText(GitFile("refs/heads/" + name), _repository.Head + "\n");
        File.WriteAllText(GitFile("HEAD"), $"ref: refs/heads/{name}\n");

        HostileRun.Try(Read, names: _repository.Path);
    }

    private void Read()
    {
        var state = _repository.Read();
        Use(state);
        Use(_repository.ReadWithoutGitCommand());
    }

    private static void Use(RepositoryState state)
    {
        var count = 0;
        foreach (var commit in state.History.Walk().Take(1_000))
            count += commit.Id.Length;
        Assert.InRange(count, 0, 1_000 * 64);
    }

    private string GitFile(string name) => _repository[$".git/{name}"];

    [SuppressMessage("Security", "CA5350", Justification = "Git names its objects so.")]
    private string Store(string type, byte[] content)
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes($"{type} {content.Length}\0"), .. content];
        var id = Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(bytes));
        var path = GitFile($"objects/{id[..2]}/{id[2..]}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
            File.WriteAllBytes(path, Deflate(bytes));
        return id;
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(bytes);
        return packed.ToArray();
    }
}
