using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Clearance.Releases.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "arrival",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    arrive_time = table.Column<long>(type: "bigint", nullable: true),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    customs_office = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_arrival", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateTable(
                name: "consignment",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    undeclared_since_time = table.Column<long>(type: "bigint", nullable: true),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consignment", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateTable(
                name: "container",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_container", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateTable(
                name: "dead_letter",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                        .Annotation("Npgsql:Compression:", "lz4"),
                    time = table.Column<long>(type: "bigint", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    attempt_time = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    closed_by = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dead_letter", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "gate_pass",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    container = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    plate = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gate_pass", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    time = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "inspection",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    customs_office = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    status = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inspection", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    aggregate = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    time = table.Column<long>(type: "bigint", nullable: false),
                    actor_subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    actor_role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    actor_enterprise = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    events = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_journal", x => new { x.aggregate, x.key, x.version });
                });

            migrationBuilder.CreateTable(
                name: "manifest",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    customs_office = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    transport_mode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    voyage = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_manifest", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                        .Annotation("Npgsql:Compression:", "lz4"),
                    time = table.Column<long>(type: "bigint", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "posting",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    currency = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    amount = table.Column<decimal>(type: "numeric", nullable: false),
                    aggregate = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    time = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_posting", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "release_case",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    consignment = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    customs_office = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    declarant = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    declaration_number = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    direction = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    enterprise = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    release_time = table.Column<long>(type: "bigint", nullable: true),
                    road = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    status = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    transport_mode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_release_case", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateTable(
                name: "request_log",
                columns: table => new
                {
                    scope = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    request_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    reply = table.Column<byte[]>(type: "bytea", nullable: false)
                        .Annotation("Npgsql:Compression:", "lz4"),
                    time = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_request_log", x => new { x.scope, x.request_id });
                });

            migrationBuilder.CreateTable(
                name: "review",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    customs_office = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    status = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_review", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateTable(
                name: "risk_rules",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_risk_rules", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateIndex(
                name: "ix_arrival_arrive_time",
                table: "arrival",
                columns: new[] { "arrive_time", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_arrival_create_time",
                table: "arrival",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_arrival_customs_office",
                table: "arrival",
                columns: new[] { "customs_office", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_consignment_create_time",
                table: "consignment",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_consignment_undeclared_since_time",
                table: "consignment",
                columns: new[] { "undeclared_since_time", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_container_create_time",
                table: "container",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_dead_letter_time",
                table: "dead_letter",
                columns: new[] { "time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_gate_pass_container",
                table: "gate_pass",
                columns: new[] { "container", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_gate_pass_create_time",
                table: "gate_pass",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_gate_pass_plate",
                table: "gate_pass",
                columns: new[] { "plate", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_time",
                table: "inbox",
                column: "time");

            migrationBuilder.CreateIndex(
                name: "ix_inspection_create_time",
                table: "inspection",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_inspection_customs_office",
                table: "inspection",
                columns: new[] { "customs_office", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_inspection_status",
                table: "inspection",
                columns: new[] { "status", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_manifest_create_time",
                table: "manifest",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_manifest_customs_office",
                table: "manifest",
                columns: new[] { "customs_office", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_manifest_transport_mode",
                table: "manifest",
                columns: new[] { "transport_mode", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_manifest_voyage",
                table: "manifest",
                columns: new[] { "voyage", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ux_outbox_id",
                table: "outbox",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_posting_account",
                table: "posting",
                columns: new[] { "account", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_consignment",
                table: "release_case",
                columns: new[] { "consignment", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_create_time",
                table: "release_case",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_customs_office",
                table: "release_case",
                columns: new[] { "customs_office", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_declarant",
                table: "release_case",
                columns: new[] { "declarant", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_declaration_number",
                table: "release_case",
                columns: new[] { "declaration_number", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_direction",
                table: "release_case",
                columns: new[] { "direction", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_enterprise",
                table: "release_case",
                columns: new[] { "enterprise", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_release_time",
                table: "release_case",
                columns: new[] { "release_time", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_road",
                table: "release_case",
                columns: new[] { "road", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_status",
                table: "release_case",
                columns: new[] { "status", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_release_case_transport_mode",
                table: "release_case",
                columns: new[] { "transport_mode", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_request_log_time",
                table: "request_log",
                column: "time");

            migrationBuilder.CreateIndex(
                name: "ix_review_create_time",
                table: "review",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_review_customs_office",
                table: "review",
                columns: new[] { "customs_office", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_review_status",
                table: "review",
                columns: new[] { "status", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_risk_rules_create_time",
                table: "risk_rules",
                columns: new[] { "create_time", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "arrival");

            migrationBuilder.DropTable(
                name: "consignment");

            migrationBuilder.DropTable(
                name: "container");

            migrationBuilder.DropTable(
                name: "dead_letter");

            migrationBuilder.DropTable(
                name: "gate_pass");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "inspection");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "manifest");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "posting");

            migrationBuilder.DropTable(
                name: "release_case");

            migrationBuilder.DropTable(
                name: "request_log");

            migrationBuilder.DropTable(
                name: "review");

            migrationBuilder.DropTable(
                name: "risk_rules");
        }
    }
}
