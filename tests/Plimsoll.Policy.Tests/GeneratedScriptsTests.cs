using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Scripts written at random with known images at known places: the scanners find exactly those.</summary>
public class GeneratedScriptsTests
{
    private static readonly Gen<string> Image = OneOf(
        "nginx", "nginx:1.27.3", "reg:5000/nginx", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "redis:7-alpine", "localhost/x:a1b2c3d");

    private static readonly Gen<string> Noise = OneOf("", "# docker run no:1", "echo \"docker run no:1\"", "cat <<EOF\ndocker run no:1\n EOF\nEOF", "x=$((1 << 2)) # é😀", "docker build -t no:1 . # 'x", "[[ $a == \"b)\" ]] && { true; }", "docker rm no:1");

    private static readonly Gen<string> Before = OneOf(
        "docker run ", "sudo docker run --rm -it -v \"$(pwd):/x\" -e 'A=b c' ", "podman pull ", "if docker pull -q ", "x=$(docker run --entrypoint sh ", "FOO=1 env BAR=2 nerdctl run \\\n  --name x \\\n  ", "kubectl run x --restart Never --image=", "true && docker --context c create --init ", "for i in 1; do docker run -u \"$(id -u):$(id -g)\" ");

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_a_script_is_found_and_nothing_else() =>
        Gen.Select(Gen.Select(Before, Image, Gen.Int[0, 4], Noise).Array[1, 8], Gen.Bool, Gen.Bool).Sample((lines, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write("#!/bin/bash\n");
            for (var i = 0; i < lines.Length; i++)
                Write(text, lines[i], i);
            Assert.Equal(text.Places, text.Scan("x.sh"));
        }, iter: 2_000);

    // Pieces of files: what stands before a script, and how its lines are indented.
    private static readonly (string Name, string Head, string Item, string Indent)[] Hosts =
    [
        (".github/workflows/x.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n", "    - name: docker run no:1\n      run: |\n", "        "),
        ("azure-pipelines.yml", "steps:\n", "- displayName: docker run no:1\n  bash: |\n", "    "),
        (".gitlab-ci.yml", "a:\n  script:\n", "  - |\n", "    "),
        (".circleci/config.yml", "version: 2.1\njobs:\n  a:\n    steps:\n", "    - run:\n        name: docker run no:1\n        command: |\n", "          "),
        ("bitbucket-pipelines.yml", "pipelines:\n  default:\n  - step:\n      script:\n", "      - |-\n", "        "),
        (".woodpecker/x.yml", "steps:\n  a:\n    commands:\n", "    - |+\n", "      "),
    ];

    [Fact]
    public void Every_image_of_a_pipelines_commands_is_found_and_nothing_else() =>
        Gen.Select(OneOf(Hosts), Gen.Select(Before.Where(before => !before.Contains('\n')), Image, Gen.Int[0, 2]).Array[1, 8], Gen.Bool, Gen.Bool).Sample((host, lines, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write(host.Head);
            for (var i = 0; i < lines.Length; i++)
            {
                text.Write(host.Item + host.Indent + "# docker run no:1\n" + host.Indent);
                Write(text, (lines[i].Item1, lines[i].Item2, lines[i].Item3, null), i);
            }

            Assert.Equal(text.Places, text.Scan(host.Name));
        }, iter: 500);

    // Files of task runners: what stands before, around and behind a command.
    private static readonly (string Name, string Head, string Before, string After, string Tail)[] Runners =
    [
        ("Makefile", "I := no:1\n# docker run no:1\n", "x{0}: docker\n\t@", "\n\t-@echo docker run no:1\n", ""),
        ("build/rules.mk", "", "x{0}: ; ", "\n", ""),
        ("justfile", "i := 'no:1'\n", "x{0}:\n  @", "\n  echo docker run no:1\n\n", ""),
        ("package.json", "{\"scripts\": {\"a\": \"echo docker run no:1\"", ",\n\t\"x{0}\": \"", "\"", "\n}, \"docker\": \"docker run no:1\"}\n"),
        ("Taskfile.yml", "vars: {I: 'no:1'}\ntasks:\n", "  x{0}:\n    desc: docker run no:1\n    cmds:\n    - ", "\n", ""),
    ];

    [Fact]
    public void Every_image_of_a_task_runners_commands_is_found_and_nothing_else() =>
        Gen.Select(OneOf(Runners), Gen.Select(OneOf("docker run ", "sudo docker run --rm -it -v /x:/y ", "cd x && podman pull ", "kubectl run x --image="), Image).Array[1, 8], Gen.Bool, Gen.Bool).Sample((runner, lines, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write(runner.Head);
            for (var i = 0; i < lines.Length; i++)
                text.Write(runner.Before.Replace("{0}", $"{i}", StringComparison.Ordinal) + lines[i].Item1).Image(lines[i].Item2).Write(runner.After);
            Assert.Equal(text.Places, text.Write(runner.Tail).Scan(runner.Name));
        }, iter: 500);

    private static readonly (string Before, string After)[] JenkinsPlaces =
    [
        ("agent { docker { label 'x'\n image '", "'\n args '--image no:1' } }\n"),
        ("agent { docker \"", "\" }\n"),
        ("docker.image('", "').inside { sh 'make docker' }\n"),
        ("docker.withRegistry('https://r.example', 'docker') { docker.image(\"", "\").pull() }\n"),
        ("containerTemplate(name: 'x', image: '", "', command: 'cat')\n"),
        ("sh 'docker run ", "'\n"),
        ("sh(script: \"docker run ", " x\", returnStatus: true)\n"),
        ("sh '''\n  set -e\n  docker run --rm ", "\n'''\n"),
        ("kubernetes { yaml '''\nkind: Pod\nspec:\n  containers:\n  - image: ", "\n'''\n}\n"),
    ];

    [Fact]
    public void Every_image_of_a_jenkinsfile_is_found_and_nothing_else() =>
        Gen.Select(Gen.Select(OneOf(JenkinsPlaces), Image, OneOf("", "// docker.image('no:1')\n", "/* agent { docker 'no:1' }\n*/\n", "echo \"docker run no:1\"\n", "def x = ~/'/\n")).Array[1, 8], Gen.Bool, Gen.Bool).Sample((places, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write("pipeline {\n");
            foreach (var (place, image, noise) in places)
                text.Write(noise + place.Before).Image(image).Write(place.After);
            Assert.Equal(text.Places, text.Write("}\n").Scan("Jenkinsfile"));
        }, iter: 500);

    /// <summary>Writes a command; the image stands in it, or in a variable before it.</summary>
    private static void Write(PlacedText text, (string Before, string Image, int Style, string? Noise) line, int number)
    {
        var (before, image, style, noise) = line;
        var (open, close) = style switch { 1 => ("'", "'"), 2 => ("\"", "\""), _ => ("", "") };
        if (noise is not null)
            text.Write(noise + "\n");
        if (style == 3)
            text.Write($"V{number}=").Image(image).Write($"\n{before}$V{number}");
        else if (style == 4)
            text.Write($"V{number}=\"${{V{number}:-").Image(image).Write($"}}\"\n{before}\"${{V{number}}}\"");
        else
            text.Write(before + open).Image(image).Write(close);
        text.Write(before.StartsWith("if ", StringComparison.Ordinal) ? "; then x; fi\n" : before.StartsWith("x=", StringComparison.Ordinal) ? " -c 'y')\n" : before.StartsWith("for ", StringComparison.Ordinal) ? " ls; done\n" : "\n");
    }
}
