using System.Text;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Workloads;

/// <summary>Long histories with tags, made in one go by <c>git fast-import</c>.</summary>
internal static class LargeHistory
{
    /// <summary>Makes a repository with its commits in one pack and its references loose.</summary>
    public static GitRepository Create(HistoryShape shape)
    {
        var repository = GitRepository.Init();
        repository.RunWithInput(Script(shape), "fast-import", "--quiet");
        repository.Run("reset", "--quiet", "--hard");
        return repository;
    }

    private static string Script(HistoryShape shape)
    {
        var script = new StringBuilder();
        var (tag, merge) = (0, 0);
        for (var commit = 1; commit <= shape.Commits; commit++)
        {
            // A round of a wide history is one commit on each branch, from the last merge, and the merge of them all.
            var isMerge = shape.Width > 0 && (commit - 1) % (shape.Width + 1) == shape.Width;
            var branch = shape.Width > 0 && !isMerge ? $"refs/heads/b{(commit - 1) % (shape.Width + 1)}" : "refs/heads/main";
            script.Append($"commit {branch}\nmark :{commit}\ncommitter {Person(commit)}\ndata 1\nx\n");
            if (isMerge)
                script.AppendJoin("", Enumerable.Range(1, shape.Width).Select(back => $"{(back == 1 ? "from" : "merge")} :{commit - back}\n"));
            else if (shape.Width > 0 ? merge > 0 : commit > 1)
                script.Append($"from :{(shape.Width > 0 ? merge : commit - 1)}\n");
            script.Append($"M 100644 inline f{commit % 50}\ndata {$"{commit}".Length}\n{commit}\n");
            if (isMerge)
                merge = commit;
            if (tag < shape.Tags && commit >= (long)(tag + 1) * shape.LastTagged / shape.Tags)
                script.Append(++tag % 2 == 0
                    ? $"tag v{tag}.0.0\nfrom :{commit}\ntagger {Person(commit)}\ndata 1\nx\n"
                    : $"reset refs/tags/v{tag}.0.0\nfrom :{commit}\n\n");
        }

        return script.ToString();
    }

    private static string Person(int commit) => $"A <a@example.com> {1_500_000_000 + (commit * 60)} +0000";
}
