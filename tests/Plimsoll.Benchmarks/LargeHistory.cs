using System.Text;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks;

/// <summary>Long straight histories with tags, made in one go.</summary>
internal static class LargeHistory
{
    /// <summary>Makes a repository with its commits in one pack and its references loose.</summary>
    /// <param name="commits">How many commits there are.</param>
    /// <param name="tags">How many version tags there are, evenly spread; every second one is annotated.</param>
    /// <param name="lastTagged">The commit that the last tag is at, counted from 1.</param>
    /// <param name="prefix">What stands before the versions in the tags.</param>
    public static GitRepository Create(int commits, int tags, int lastTagged, string prefix)
    {
        var repository = GitRepository.Init();
        repository.RunWithInput(Script(commits, tags, lastTagged, prefix), "fast-import", "--quiet");
        repository.Run("reset", "--quiet", "--hard");
        return repository;
    }

    // The stream of git fast-import.
    private static string Script(int commits, int tags, int lastTagged, string prefix)
    {
        var script = new StringBuilder();
        var tag = 0;
        for (var commit = 1; commit <= commits; commit++)
        {
            var person = $"A <a@example.com> {1_500_000_000 + (commit * 60)} +0000";
            script.Append($"commit refs/heads/main\nmark :{commit}\ncommitter {person}\ndata 1\nx\n");
            if (commit > 1)
                script.Append($"from :{commit - 1}\n");
            script.Append($"M 100644 inline f{commit % 50}\ndata {$"{commit}".Length}\n{commit}\n");
            if (tag < tags && commit >= (long)(tag + 1) * lastTagged / tags)
                script.Append(++tag % 2 == 0
                    ? $"tag {prefix}{tag}.0.0\nfrom :{commit}\ntagger {person}\ndata 1\nx\n"
                    : $"reset refs/tags/{prefix}{tag}.0.0\nfrom :{commit}\n\n");
        }
        return script.ToString();
    }
}
