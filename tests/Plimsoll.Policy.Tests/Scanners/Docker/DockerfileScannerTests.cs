namespace Plimsoll.Policy.Tests.Scanners.Docker;

public class DockerfileScannerTests
{
    public static TheoryData<string, string> Files { get; } = new()
    {
        { "FROM nginx:1\n", "nginx:1@1:6-13" },
        { "from nginx:1 as web\n", "nginx:1@1:6-13" },
        { "  \tFROM   nginx:1", "nginx:1@1:11-18" },
        { "FROM --platform=$BUILDPLATFORM nginx:1 AS b\n", "nginx:1@1:32-39" },
        { "FROM scratch\n", "" },
        { "FROM a:1 AS b\nFROM b\nFROM B\n", "a:1@1:6-9" },
        { "FROM b\nFROM a:1 AS b\n", "b@1:6-7 a:1@2:6-9" },
        { "FROM a:1 AS a\nFROM a AS b\nFROM b\n", "a:1@1:6-9" },
        { "ARG V=1\nFROM a:$V\n", "a:1@2:6-10" },
        { "ARG V=1\nFROM a:${V}-x\n", "a:1-x@2:6-14" },
        { "ARG V=\"1\" W='2'\nFROM a:$V.$W\n", "a:1.2@2:6-13" },
        { "ARG V=1\nARG I=a:${V}\nFROM $I\n", "a:1@3:6-8" },
        { "ARG I=a:1\nARG I\nFROM $I\n", "a:1@3:6-8" },
        { "ARG V\nFROM a:${V:-latest}\n", "a:latest@2:6-20" },
        { "FROM x:${TAG:-latest}\n", "x:latest@1:6-22" },
        { "ARG V\nFROM a:$V\n", "a:$V@2:6-10" },
        { "FROM a:$V\n", "a:$V@1:6-10" },
        { "FROM x:1\nARG V=2\nFROM a:$V\n", "x:1@1:6-9 a:$V@3:6-10" },
        { "FROM a:1 AS base-amd64\nFROM a:2 AS base-arm64\nFROM base-${TARGETARCH}\n", "a:1@1:6-9 a:2@2:6-9" },
        { "FROM a:1-$TARGETARCH\n", "a:1-$TARGETARCH@1:6-21" },
        { "ARG B=b\nFROM a:1 AS b\nFROM ${B}\n", "a:1@2:6-9" },
        { "FROM \"a:1\"\n", "a:1@1:7-10" },
        { "FROM a:1\nCOPY --from=b:2 /x /y\n", "a:1@1:6-9 b:2@2:13-16" },
        { "FROM a:1 AS s\nFROM c:3\nCOPY --link --from=s /x /y\nCOPY --from=0 /x /y\nCOPY --from=S . .\n", "a:1@1:6-9 c:3@2:6-9" },
        { "FROM a:1\nCOPY --from=nginx /x /y\nCOPY --chown=1:1 --from=\"b:2\" x y\ncopy --from=scratch x y\n", "a:1@1:6-9 nginx@2:13-18 b:2@3:26-29" },
        { "FROM a:1\nCOPY x --from=b:2\nADD --from=c:3 x y\n", "a:1@1:6-9" },
        { "FROM a:1\nRUN --mount=type=bind,from=b:2,target=/x --mount=from=c:3 true\n", "a:1@1:6-9 b:2@2:28-31 c:3@2:55-58" },
        { "FROM a:1 AS s\nRUN --mount=type=cache,target=/x,from=s true --mount=from=b:2\n", "a:1@1:6-9" },
        { "FROM a:1\nONBUILD COPY --from=b:2 x y\nONBUILD COPY --from=builder x y\n", "a:1@1:6-9 b:2@2:21-24" },
        { "# syntax=docker/dockerfile:1\nFROM a:1\n", "docker/dockerfile:1@1:10-29 a:1@2:6-9" },
        { "#  Syntax = docker/dockerfile:1 x\nFROM a:1\n", "docker/dockerfile:1@1:13-32 a:1@2:6-9" },
        { "# note\n# syntax=docker/dockerfile:1\nFROM a:1\n", "a:1@3:6-9" },
        { "\n# syntax=docker/dockerfile:1\nFROM a:1\n", "a:1@3:6-9" },
        { "  # escape=`\nFROM a:1\nCOPY --link `\n  --from=b:2 x C:\\\n", "a:1@2:6-9 b:2@4:10-13" },
        { "# escape=`\nFROM a:1\nCOPY --link `\n  --from=b:2 x C:\\\nCOPY --from=c:3 x y\n", "a:1@2:6-9 b:2@4:10-13 c:3@5:13-16" },
        { "FROM \\\n  --platform=linux/amd64 \\\n  # a comment\n\n  a:1 \\\n  AS x\nFROM x\n", "a:1@5:3-6" },
        { "FROM a:\\\n1.2\n", "a:1.2@1:6-2:4" },
        { "FROM a:1 \\  \nAS b\nFROM b\n", "a:1@1:6-9" },
        { "FROM a:1\nRUN <<EOF\nFROM b:2\nEOF\nRUN <<-\"E1\" cat <<E2\nFROM c:3\n\tE1\nFROM d:4\nE2\nFROM e:5\n", "a:1@1:6-9 e:5@10:6-9" },
        { "FROM a:1\nRUN echo \"<<EOF\"\nFROM b:2\n", "a:1@1:6-9 b:2@3:6-9" },
        { "FROM a:1\nRUN echo $((1<<2)) x\nFROM b:2\n", "a:1@1:6-9 b:2@3:6-9" },
        { "FROM a:1\nRUN cat << EOF\nFROM b:2\nEOF\nRUN cat 3<<- \"E F\"\nFROM c:3\n\tE F\nRUN cat << -EOF\n\tEOF\nFROM d:4\n-EOF\nFROM e:5\n", "a:1@1:6-9 e:5@12:6-9" },
        { "FROM a:1\nRUN cat <<<EOF\nFROM b:2\n", "a:1@1:6-9 b:2@3:6-9" },
        { "FROM a:1\nRUN [\"sh\", \"-c\", \"cat <<EOF\"]\nFROM b:2\n", "a:1@1:6-9 b:2@3:6-9" },
        { "FROM a:1\nONBUILD RUN <<EOF\nFROM b:2\nEOF\nENV X=<<EOF\nFROM c:3\n", "a:1@1:6-9 c:3@6:6-9" },
        { "FROM a:1\nRUN <<EOF\n EOF\nEOF \nFROM b:2\n", "a:1@1:6-9" },
        { "FROM a:1\nCOPY <<a.txt <<\"b.txt\" /x/\nFROM b:2\na.txt\nFROM c:3\nb.txt\nFROM d:4\n", "a:1@1:6-9 d:4@7:6-9" },
        { "FROM ${BASE:-x}\n", "x@1:6-16" },
        { "ARG BASE\nFROM ${BASE:-\"x\"}:1\n", "x:1@2:6-20" },
        { "ARG V=1\nFROM a:$V AS s\nARG V\nFROM b:$V\n", "a:1@2:6-10 b:1@4:6-10" },
        { "ARG V=1\nFROM a:$V\nARG V=2\nFROM b:$V\n", "a:1@2:6-10 b:1@4:6-10" },
        { "ARG V=1\nFROM a:1\nARG V\nCOPY --from=b:$V x y\nRUN --mount=from=c:${V:-2} true\n", "a:1@2:6-9 b:$V@4:13-17 c:${V:-2}@5:18-27" },
        { "FROM a:1 AS s-x\nFROM b:2\nCOPY --from=s-$V x y\nCOPY --from=$V x y\n", "a:1@1:6-9 b:2@2:6-9 $V@4:13-15" },
        { "FROM a:1\nCOPY --from=s x y\nFROM b:2 AS s\n", "a:1@1:6-9 b:2@3:6-9" },
        { "FROM a:1\nCOPY --from=7 x y\nRUN --mount=from=0,target=/x true\n", "a:1@1:6-9 0@3:18-19" },
        { "FROM base AS base\n", "base@1:6-10" },
        { "FROM 0\n", "0@1:6-7" },
        { "FROM --platform=$BUILDPLATFORM \\\n  a:1\nFROM --platform=linux/${ARCH:-amd64} b:2 as c\n", "a:1@2:3-6 b:2@3:38-41" },
        { "# check=skip=all\n# syntax=a/b:1\nFROM c:1\n", "a/b:1@2:10-15 c:1@3:6-9" },
        { "#!/usr/bin/env -S docker build -f\n# syntax=a/b:1\nFROM c:1\n", "a/b:1@2:10-15 c:1@3:6-9" },
        { "#!/bin/sh\n# escape=`\nFROM c:\\\n1\n", "c:1@3:6-4:2" },
        { "# what=ever\n# syntax=a/b:1\nFROM c:1\n", "c:1@3:6-9" },
        { "FROM a:1 AS x y\n", "a:1@1:6-9" },
        { "FROM a:1\nRUN x \\\n# FROM c:3\n  && FROM d:4\nFROM b:2\n", "a:1@1:6-9 b:2@5:6-9" },
        { "FROM reg:5000/nginx\n", "reg:5000/nginx@1:6-20" },
        { "FROM\n", "" },
        { "FROM \\", "" },
        { "\\\n\\\nFROM a:1\n", "a:1@3:6-9" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task An_image_is_found_at_its_token(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("Dockerfile", text));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("app.Dockerfile", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    // To an editor these end a line, to BuildKit they do not.
    [Theory]
    [InlineData("\r")]
    [InlineData("\v")]
    [InlineData("\f")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    public async Task Only_a_line_feed_ends_an_instruction(string separator) =>
        Assert.Equal("a:1@1:6-9", await Deployment.ImagesAsync("Dockerfile", $"FROM a:1\nRUN echo x{separator}FROM b:2\n"));

    [Theory]
    [InlineData("Dockerfile", true)]
    [InlineData("dockerfile", true)]
    [InlineData("Dockerfile.prod", true)]
    [InlineData("Dockerfile-dev", true)]
    [InlineData("web.Dockerfile", true)]
    [InlineData("web.dockerfile", true)]
    [InlineData("Containerfile", true)]
    [InlineData("Containerfile.web", true)]
    [InlineData("Dockerfile.dockerignore", false)]
    [InlineData("dockerfile.go", false)]
    [InlineData("Dockerfiles.txt", false)]
    public async Task A_dockerfile_is_known_by_its_name(string file, bool isDockerfile) =>
        Assert.Equal(isDockerfile ? "a:1@1:6-9" : "", await Deployment.ImagesAsync(file, "FROM a:1\n"));
}
